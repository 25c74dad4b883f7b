import { formatReport } from "../../compare/report.ts";
import type { LiveCheck } from "../../project/check/check-live.ts";
import type { WalkthroughConfig } from "../../project/config/parse.ts";
import { near } from "../../project/near.ts";
import { countOf } from "../../sequence/count-of.ts";
import { type Io, hasColor, widthOf } from "../io.ts";
import type { Outcome } from "./run-each.ts";

export interface LiveOptions {
  readonly annotate: boolean;
  /** Whether it is an error that there is nothing to run. */
  readonly isAsked: boolean;
  readonly io: Io;
}

/** The result for the API itself. */
export function describeLive(
  { name, trace: file }: Pick<WalkthroughConfig, "name" | "trace">,
  live: LiveCheck,
  { annotate, isAsked, io }: LiveOptions,
): Outcome {
  if (live.kind === "nothing-to-run") {
    return { exitCode: isAsked ? 2 : 0, text: `${name} has neither a flow nor a command; nothing to run` };
  }
  const trace = near(file);
  if (live.kind === "same") return { exitCode: 0, text: `the API matches ${trace}` };
  const { comparison, otherExitCode } = live;
  const count = comparison.steps.flatMap(({ differences }) => differences).length;
  const ending = otherExitCode === undefined ? "" : `, and the command exited with ${otherExitCode}`;
  const look = { width: widthOf(io.stdout), color: hasColor(io, io.stdout), file: trace };
  return {
    exitCode: 1,
    text: `the API does not match ${trace}: ${countOf(count, "difference")}${ending}`,
    output: [formatReport(comparison, annotate ? "github" : "terminal", look)],
    comparison,
  };
}
