/** Which id of the first recording is which of the second. */
export interface RenameBook {
  /** Notes that one stands where the other stood. */
  readonly add: (before: string, after: string) => void;
  /** Asked when all are noted: is each the one that mostly stands for the other? */
  readonly isConsistent: (before: string, after: string) => boolean;
  /** What mostly stood in the first recording where this stands in the second. */
  readonly mostOften: (after: string) => string | undefined;
}

export function createRenameBook(): RenameBook {
  const forward = new Map<string, Map<string, number>>();
  const backward = new Map<string, Map<string, number>>();
  return {
    add: (before, after) => {
      count(forward, before, after);
      count(backward, after, before);
    },
    mostOften: (after) => mostOften(backward, after),
    isConsistent: (before, after) => mostOften(forward, before) === after && mostOften(backward, after) === before,
  };
}

function count(book: Map<string, Map<string, number>>, from: string, to: string): void {
  const counts = book.get(from) ?? new Map<string, number>();
  counts.set(to, (counts.get(to) ?? 0) + 1);
  book.set(from, counts);
}

/** The first one noted, among equals. */
function mostOften(book: ReadonlyMap<string, ReadonlyMap<string, number>>, from: string): string | undefined {
  let best: string | undefined;
  let most = 0;
  for (const [to, times] of book.get(from) ?? []) {
    if (times <= most) continue;
    most = times;
    best = to;
  }
  return best;
}
