import { createTally, type Tally } from "../../sequence/tally.ts";
import type { SeenEntry } from "../../trace/missing.ts";
import type { Unanswered } from "./save.ts";

/** Counts exchanges without a response, and exchanges with a response that reports a failure. */
export interface FailureCount {
  /** Called with each entry as it is written. */
  readonly see: (entry: SeenEntry) => void;
  /** Why there is no response at all. */
  readonly unanswered: () => readonly Unanswered[];
  /** The failures that responses report. */
  readonly failed: () => readonly Unanswered[];
}

export function createFailureCount(): FailureCount {
  const unanswered = createTally<string>();
  /** By the reason. */
  const codes = new Map<string, string>();
  const failed = createTally<string>();
  return {
    see: ({ response: { status, statusText }, _error: error }) => {
      if (status >= 400) failed.add(`${status} ${statusText}`.trim());
      if (status === 0 && error !== undefined) {
        unanswered.add(error.message);
        codes.set(error.message, error.code);
      }
    },
    unanswered: () => toList(unanswered, codes),
    failed: () => toList(failed),
  };
}

function toList(counts: Tally<string>, codes?: ReadonlyMap<string, string>): readonly Unanswered[] {
  return Array.from(counts.entries(), ([reason, count]) => {
    const code = codes?.get(reason);
    return code === undefined ? { reason, count } : { reason, code, count };
  });
}
