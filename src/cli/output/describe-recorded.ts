import { near } from "../../project/near.ts";
import type { SharedTrace } from "../../project/record/once-per-trace.ts";
import type { RecordedWalkthrough } from "../../project/record/record-walkthrough.ts";
import { countOf } from "./counts.ts";
import { describeUnanswered } from "./describe-unanswered.ts";
import type { Outcome } from "./run-each.ts";
import { describeChanges } from "./tell-examples.ts";

/** How recording a walkthrough of this name went, in a few words. */
export function describeRecorded(name: string, recorded: RecordedWalkthrough | SharedTrace): Outcome {
  if (recorded.kind === "shared") return describeShared(recorded);
  if (recorded.kind === "nothing-to-run") {
    return { exitCode: 0, text: `${name} has neither flow nor command; its trace stays` };
  }
  const { exitCode, failure } = recorded;
  const text = describeTrace(recorded);
  const isTold = exitCode === 0 || failure !== undefined;
  return { exitCode, text: isTold ? text : `${text}; the command exited with ${exitCode}` };
}

export function describeShared({ by }: SharedTrace): Outcome {
  return { exitCode: 0, text: `has its trace from ${by}` };
}

function describeTrace(recorded: Extract<RecordedWalkthrough, { readonly kind: "recorded" | "kept" }>): string {
  const file = near(recorded.file);
  if (recorded.kind === "kept") {
    return `failed, and did not before; ${file} stays, what happened is in ${near(recorded.failedFile)}`;
  }
  const text = `${countOf(recorded.exchanges, "exchange")} in ${file}${describeUnanswered(recorded.unanswered)}`;
  return recorded.changes === undefined ? text : `${text}: ${describeChanges(recorded.changes)}`;
}
