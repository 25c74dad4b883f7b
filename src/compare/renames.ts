import { matchParts } from "../sequence/match-parts.ts";
import { createTally, type Tally } from "../sequence/tally.ts";
import { nameNumber } from "./noise.ts";

/** Which id of the first recording is which of the second. */
export interface RenameBook {
  /** Notes that one word occurs in the place of the other. */
  readonly add: (before: string, after: string) => void;
  /** Called when all are noted: does each mostly correspond to the other? */
  readonly isConsistent: (before: string, after: string) => boolean;
  /** Whether a number is known to be the id of something that has the other number now. */
  readonly isNumbered: (before: string, after: string) => boolean;
  /** What the first recording mostly has where the second has this. */
  readonly mostOften: (after: string) => string | undefined;
}

export function createRenameBook(): RenameBook {
  const [forward, backward]: readonly [Book, Book] = [new Map(), new Map()];
  const kinds = new Set<string>();
  const isConsistent = (before: string, after: string): boolean =>
    mostOften(forward, before) === after && mostOften(backward, after) === before;
  return {
    add: (before, after) => {
      count(forward, before, after);
      count(backward, after, before);
      const [, kind] = matchParts(/^(.*)#\d+$/, before);
      if (kind !== undefined) kinds.add(kind);
    },
    isNumbered: (before, after) =>
      [...kinds].some((kind) => isConsistent(nameNumber(kind, before), nameNumber(kind, after))),
    mostOften: (after) => mostOften(backward, after),
    isConsistent,
  };
}

/** How often each word corresponded to another. */
type Book = Map<string, Tally<string>>;

function count(book: Book, from: string, to: string): void {
  const counts = book.get(from) ?? createTally<string>();
  counts.add(to);
  book.set(from, counts);
}

/** Among equal ones the same one, or else the first in the alphabet, because callers record the places in different orders. */
function mostOften(book: Book, from: string): string | undefined {
  let best: string | undefined;
  let most = 0;
  for (const [to, times] of book.get(from)?.entries() ?? []) {
    if (times < most || (times === most && best !== undefined && !isBefore(to, best, from))) continue;
    most = times;
    best = to;
  }
  return best;
}

function isBefore(to: string, best: string, from: string): boolean {
  return to === from || (best !== from && to < best);
}
