import { UserError } from "../errors.ts";
import { type ReadPolicy, openTrace } from "../import/open-trace.ts";
import { isFile } from "../trace/files/is-file.ts";
import type { Trace } from "../trace/model/types.ts";
import type { WalkthroughConfig } from "./config/parse.ts";
import { near } from "./near.ts";

/** Reads the trace of a walkthrough. Throws a `UserError` that explains how to get one. */
export async function openTraceOf(
  { name, trace, flow, command }: WalkthroughConfig,
  policy?: ReadPolicy,
): Promise<Trace> {
  if (await isFile(trace)) return openTrace(trace, { policy });
  const isRecorded = flow !== undefined || command !== undefined;
  throw new UserError(`The walkthrough "${name}" has no trace: ${near(trace)} does not exist.`, {
    hint: isRecorded ? `Record it with \`wirewalk record ${name}\`.` : "Add a flow, a command, or a trace to it.",
    option: isRecorded ? undefined : ["trace"],
  });
}
