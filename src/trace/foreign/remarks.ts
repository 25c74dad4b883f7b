import { createTally } from "../../sequence/tally.ts";

/** The changes and omissions when reading a file of another tool, counted, for people. */
export interface Remarks {
  /**
   * @param what A sentence with `%` where the count goes: `% cookies have no date that can be read`.
   * @param times number of occurrences; 0 is not reported @default 1
   */
  readonly add: (what: string, times?: number) => void;
  /** The same for omitted data: a file without other data is empty because of it. */
  readonly omit: (what: string, times?: number) => void;
  readonly toLines: () => readonly string[];
  /** The remarks about omitted data. */
  readonly listOmitted: () => readonly string[];
}

export function createRemarks(): Remarks {
  const counts = createTally<string>();
  const omitted = new Set<string>();
  const toLine = (what: string): string => what.replace("%", String(counts.of(what)));
  const add: Remarks["add"] = (what, times = 1) => {
    if (times > 0) counts.add(what, times);
  };
  return {
    add,
    omit: (what, times = 1) => {
      if (times > 0) omitted.add(what);
      add(what, times);
    },
    toLines: () => Array.from(counts.entries(), ([what]) => toLine(what)),
    listOmitted: () => Array.from(omitted, toLine),
  };
}

/** For a file that is read a second time, or that wirewalk wrote. */
export const NO_REMARKS: Remarks = { add: () => {}, omit: () => {}, toLines: () => [], listOmitted: () => [] };
