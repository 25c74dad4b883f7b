import { findIds, findNumberChanges, isFixed, isVolatile, type OwnedPlace, takeNumbers } from "../compare/noise.ts";
import { type StabilizeRules, isNamed } from "../compare/rules.ts";
import { textAt } from "../sequence/text-at.ts";
import { chooseNames } from "./choose-names.ts";
import { createPairings } from "./pairings.ts";
import { createRenamer, type Renamer } from "./renamer.ts";

/** What is done with two values in the same place of both recordings; returns what the trace should show. */
export type Settle = (place: OwnedPlace, before: string, after: string) => string;

/** Which values of the first recording correspond to which of the second. All places are noted first, then resolved. */
export interface Examples {
  /** Notes which ids, times and ports correspond to each other; returns the second value. */
  readonly note: Settle;
  /** The first value if only volatile parts differ, and no id corresponds to two; else the second, with its ids renamed. */
  readonly settle: Settle;
  /** Renames what is known in a text that has no partner. */
  readonly rename: (text: string) => string;
  /** The same for a JSON value, whose name decides whether a number is an id. */
  readonly renameAt: (place: OwnedPlace, value: string) => string;
  /** Renames only IDs whose beginning is in a text, as programs print them. */
  readonly renameShort: (text: string) => string;
}

/** @param recorded all texts of the second recording, whose unknown aliases must not look like known ones */
export function createExamples(rules: StabilizeRules, recorded: string): Examples {
  const pairings = createPairings(rules);
  const { book } = pairings;
  let renamer: Renamer | undefined;
  const known = (): Renamer =>
    (renamer ??= createRenamer(chooseNames(pairings.tokens(), book, recorded), pairings.madeUp));
  const isConsistent = (place: OwnedPlace, before: string, after: string): boolean => {
    const others = findIds(place, after);
    if (before !== after && others.some(pairings.isKept)) return false;
    return findIds(place, before).every((id, index) => book.isConsistent(id, textAt(others, index)));
  };
  const isSame = ({ part }: OwnedPlace, one: string, other: string): boolean =>
    book.isNumbered(one, other) && !(part === "step" && pairings.isCount(one, other));
  const isExample = (place: OwnedPlace, before: string, after: string): boolean => {
    if (!isConsistent(place, before, after)) return false;
    if (isVolatile(place, before, after)) return true;
    const numbers = findNumberChanges(place, before, after);
    return numbers?.every(([one, other]) => isSame(place, one, other)) ?? false;
  };
  /** Output of a program: ids of the first recording next to counts of the second. */
  const settlePrinted = (place: OwnedPlace, before: string, after: string): string | undefined => {
    const numbers = findNumberChanges(place, before, after) ?? [];
    const isDoubtful = numbers.some(([one, other]) => pairings.isCount(one, other) && book.isNumbered(one, other));
    if (place.part !== "step" || isDoubtful || !isConsistent(place, before, after)) return undefined;
    return takeNumbers(place, [before, after], book.isNumbered);
  };
  return {
    note: (place, before, after) => {
      pairings.note(place, before, after);
      return after;
    },
    rename: (text) => known().rename(text),
    renameAt: (place, value) => known().renameAt(place, value),
    renameShort: (text) => known().renameShort(text),
    settle: (place, before, after) => {
      if (before === after || isNamed(rules.fixed, place)) return after;
      if (isNamed(rules.volatile, place)) return before;
      if (isExample(place, before, after)) return before;
      // It may contain what the user declared volatile.
      const renamed = known().renameMadeUp(after);
      if (renamed !== after && isExample(place, before, renamed)) return before;
      if (isFixed(place, before, after)) return known().renameWords(after);
      return settlePrinted(place, before, renamed) ?? known().rename(after);
    },
  };
}
