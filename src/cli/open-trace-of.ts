import { UserError } from "../errors.ts";
import type { Trace, WalkthroughConfig } from "../index.ts";
import { isFile } from "./is-file.ts";
import { near } from "./output/near.ts";

/** Reads the trace of a walkthrough. Throws a `UserError` that says how to get one. */
export async function openTraceOf({ name, trace, flow, command }: WalkthroughConfig): Promise<Trace> {
  const { openTrace } = await import("../index.ts");
  if (await isFile(trace)) return openTrace(trace);
  const isRecorded = flow !== undefined || command !== undefined;
  throw new UserError(`The walkthrough "${name}" has no trace: ${near(trace)} does not exist.`, {
    hint: isRecorded
      ? `record it with \`wirewalk record ${name}\`.`
      : "give it a flow or a command, or name its trace.",
    ...(!isRecorded && { option: ["trace"] as const }),
  });
}
