import { createTally } from "../../sequence/tally.ts";

/** What reading a file of another tool has changed or left out, counted, for people. */
export interface Remarks {
  /** @param what A sentence with `%` where the count goes: `% cookies have no date that can be read`. */
  readonly add: (what: string) => void;
  /** The same of what was left out: a file that has nothing else is empty because of it. */
  readonly omit: (what: string) => void;
  readonly toLines: () => readonly string[];
  /** Those of the lines that say what was left out. */
  readonly listOmitted: () => readonly string[];
}

export function createRemarks(): Remarks {
  const counts = createTally<string>();
  const omitted = new Set<string>();
  const toLine = (what: string): string => what.replace("%", String(counts.of(what)));
  return {
    add: (what) => void counts.add(what),
    omit: (what) => {
      omitted.add(what);
      counts.add(what);
    },
    toLines: () => Array.from(counts.entries(), ([what]) => toLine(what)),
    listOmitted: () => Array.from(omitted, toLine),
  };
}

/** For a file that is read a second time, or that wirewalk wrote. */
export const NO_REMARKS: Remarks = { add: () => {}, omit: () => {}, toLines: () => [], listOmitted: () => [] };
