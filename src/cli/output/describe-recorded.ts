import type { Config } from "../../project/config/parse.ts";
import { near } from "../../project/near.ts";
import type { SharedTrace } from "../../project/record/once-per-trace.ts";
import type { RecordedWalkthrough } from "../../project/record/record-walkthrough.ts";
import { countOf } from "../../sequence/count-of.ts";
import { describeUnanswered } from "./describe-unanswered.ts";
import { exitCodeOfRecording } from "./exit-code-of-recording.ts";
import type { Outcome } from "./run-each.ts";
import { describeChanges } from "./tell-examples.ts";

/** The result of recording a walkthrough, in a few words. */
export function describeRecorded(name: string, recorded: RecordedWalkthrough | SharedTrace, isAsked: boolean): Outcome {
  if (recorded.kind === "shared") return describeShared(recorded);
  if (recorded.kind === "nothing-to-run") {
    return { exitCode: isAsked ? 2 : 0, text: `${name} has neither a flow nor a command; kept its trace` };
  }
  const { exitCode, failure } = recorded;
  const text = describeTrace(recorded);
  const isTold = exitCode === 0 || failure !== undefined;
  const hasFailed = exitCode !== 0 || recorded.kind === "kept";
  const ours = failure?.exitCode ?? (hasFailed ? FAILED : exitCodeOfRecording(recorded));
  return { exitCode: ours, text: isTold ? text : `${text}; the command exited with ${exitCode}` };
}

/** The exit code of a command is its own: a 4 does not mean that a secret was found. */
const FAILED = 3;

/** Whether nothing that was requested would be done, because a walkthrough has nothing to run. */
export function asksToRun({ walkthroughs }: Pick<Config, "walkthroughs">, names: readonly string[]): boolean {
  return names.length > 0 || walkthroughs.every(({ flow, command }) => flow === undefined && command === undefined);
}

export function describeShared({ by }: SharedTrace): Outcome {
  return { exitCode: 0, text: `shares the trace of ${by}` };
}

function describeTrace(recorded: Extract<RecordedWalkthrough, { readonly kind: "recorded" | "kept" }>): string {
  const file = near(recorded.file);
  if (recorded.kind === "kept") {
    const [first, ...others] = recorded.failures;
    const more = others.length === 0 ? "" : ` and ${others.length} more`;
    const what = first === undefined ? "" : ` (${first}${more})`;
    return (
      `failed, unlike the earlier recording${what}: kept ${file}, wrote the failing trace to ${near(recorded.failedFile)}; ` +
      "`--accept` replaces the kept trace with it"
    );
  }
  const { exchanges, unanswered, changes, lost = 0 } = recorded;
  const untold = describeUnanswered(unanswered);
  // The reason of a missing response follows a colon.
  const changed = changes === undefined ? "" : `${untold === "" ? ":" : ";"} ${describeChanges(changes)}`;
  const missing = lost === 0 ? "" : `; ${countOf(lost, "exchange")} could not be recorded`;
  return `${countOf(exchanges, "exchange")} in ${file}${untold}${changed}${missing}`;
}
