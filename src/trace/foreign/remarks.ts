import { createTally } from "../../sequence/tally.ts";

/** What reading a file of another tool has changed or left out, counted, for people. */
export interface Remarks {
  /** @param what A sentence with `%` where the count goes: `% cookies have no date that can be read`. */
  readonly add: (what: string) => void;
  readonly toLines: () => readonly string[];
}

export function createRemarks(): Remarks {
  const counts = createTally<string>();
  return {
    add: (what) => counts.add(what),
    toLines: () => Array.from(counts.entries(), ([what, count]) => what.replace("%", String(count))),
  };
}
