/** What reading a file of another tool has changed or left out, counted, for people. */
export interface Remarks {
  /** @param what A sentence with `%` where the count goes: `% cookies have no date that can be read`. */
  readonly add: (what: string) => void;
  readonly toLines: () => readonly string[];
}

export function createRemarks(): Remarks {
  const counts = new Map<string, number>();
  return {
    add: (what) => counts.set(what, (counts.get(what) ?? 0) + 1),
    toLines: () => Array.from(counts, ([what, count]) => what.replace("%", String(count))),
  };
}
