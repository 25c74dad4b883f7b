import { pairMadeUp } from "../compare/made-up.ts";
import {
  findIds,
  findMarks,
  findTokens,
  isFixed,
  isNumber,
  isVolatile,
  type OwnedPlace,
  pairPrefixed,
} from "../compare/noise.ts";
import { type RenameBook, createRenameBook } from "../compare/renames.ts";
import { type StabilizeRules, isNamed } from "../compare/rules.ts";

/** Corresponding values of two recordings, by the places where both have one. */
export interface Pairings {
  readonly note: (place: OwnedPlace, before: string, after: string) => void;
  readonly book: RenameBook;
  /** Whether it changed in a place whose value is always shown: then it is shown everywhere, so that a page does not contradict itself. */
  readonly isKept: (after: string) => boolean;
  /** All values of the second recording that correspond to one of the first. */
  readonly tokens: () => Iterable<string>;
  /** Those of them that are found as words: what the user declared volatile, and ids after a prefix. */
  readonly madeUp: ReadonlySet<string>;
  /**
   * Whether two numbers count something and changed: in a printed text they cannot be distinguished from an id that changed in the same
   * way.
   */
  readonly isCount: (before: string, after: string) => boolean;
}

export function createPairings(rules: StabilizeRules): Pairings {
  const book = createRenameBook();
  const tokens = new Set<string>();
  const madeUp = new Set<string>();
  const counted = new Set<string>();
  const kept = new Set<string>();
  const pair = (one: string, other: string): void => {
    book.add(one, other);
    tokens.add(other);
  };
  const noteMadeUp = (names: readonly [string, string] | undefined): void => {
    if (names === undefined) return;
    pair(...names);
    madeUp.add(names[1]);
  };
  const noteIds = (place: OwnedPlace, before: string, after: string): void => {
    const others = [...findIds(place, after), ...findMarks(after)];
    for (const [index, one] of [...findIds(place, before), ...findMarks(before)].entries()) {
      const other = others[index];
      if (other !== undefined) pair(one, other);
    }
  };
  return {
    book,
    tokens: () => [...tokens].filter((token) => !kept.has(token)),
    isKept: (after) => kept.has(after),
    madeUp,
    isCount: (before, after) => counted.has(`${before} ${after}`),
    note: (place, before, after) => {
      if (isNamed(rules.fixed, place)) return;
      if (isNamed(rules.volatile, place)) return noteMadeUp(pairMadeUp(before, after));
      if (before === after) return noteIds(place, before, after);
      if (isVolatile(place, before, after)) {
        const prefixed = pairPrefixed(place, before, after);
        return prefixed === undefined ? noteIds(place, before, after) : noteMadeUp(prefixed);
      }
      if (isFixed(place, before, after)) for (const token of findTokens(after)) kept.add(token);
      else if (place.part !== "step" && isNumber(before) && isNumber(after)) counted.add(`${before} ${after}`);
    },
  };
}
