import { pairMadeUp } from "../compare/made-up.ts";
import {
  findIds,
  findMarks,
  findNumberChanges,
  isNumber,
  isVolatile,
  type OwnedPlace,
  takeNumbers,
} from "../compare/noise.ts";
import { createRenameBook } from "../compare/renames.ts";
import { type StabilizeRules, isNamed } from "../compare/rules.ts";
import { createRenamer, type Renamer } from "./renamer.ts";

/** What is done with two values that stand in the same place of both recordings; gives what the trace is to show. */
export type Settle = (place: OwnedPlace, before: string, after: string) => string;

/** Which values of the first recording stand for which of the second. All places are noted first, then settled. */
export interface Examples {
  /** Notes which ids, times and ports stand for each other; gives the second value. */
  readonly note: Settle;
  /** The first value where only volatile parts differ, and no id stands for two; else the second, its ids renamed. */
  readonly settle: Settle;
  /** Renames what is known in a text that has no partner. */
  readonly rename: (text: string) => string;
  /** The same for a JSON value, whose name tells whether a number is an id. */
  readonly renameAt: (place: OwnedPlace, value: string) => string;
}

/** @param recorded all texts of the second recording, whose unknown aliases must not look like known ones */
export function createExamples(rules: StabilizeRules, recorded: string): Examples {
  const book = createRenameBook();
  const pairs = new Map<string, string>();
  const madeUp = new Set<string>();
  /** What counts something and changed: in a printed text it cannot be told from an id that did so alike. */
  const counted = new Set<string>();
  let renamer: Renamer | undefined;

  const pair = (one: string, other: string): void => {
    book.add(one, other);
    pairs.set(other, one);
  };
  const note: Settle = (place, before, after) => {
    if (isNamed(rules.fixed, place)) return after;
    if (isNamed(rules.volatile, place)) {
      const names = pairMadeUp(before, after);
      if (names === undefined) return after;
      pair(...names);
      madeUp.add(names[1]);
      return after;
    }
    if (before !== after && !isVolatile(place, before, after)) {
      if (place.part !== "step" && isNumber(before) && isNumber(after)) counted.add(`${before} ${after}`);
      return after;
    }
    const others = [...findIds(place, after), ...findMarks(after)];
    for (const [index, one] of [...findIds(place, before), ...findMarks(before)].entries()) {
      const other = others[index];
      if (other !== undefined) pair(one, other);
    }
    return after;
  };
  const known = (): Renamer => (renamer ??= createRenamer(chooseNames(pairs.keys(), book, recorded), madeUp));
  const isConsistent = (place: OwnedPlace, before: string, after: string): boolean => {
    const others = findIds(place, after);
    return findIds(place, before).every((id, index) => book.isConsistent(id, others[index] ?? ""));
  };
  const isSame = ({ part }: OwnedPlace, one: string, other: string): boolean =>
    book.isNumbered(one, other) && !(part === "step" && counted.has(`${one} ${other}`));
  const isExample = (place: OwnedPlace, before: string, after: string): boolean => {
    if (!isConsistent(place, before, after)) return false;
    if (isVolatile(place, before, after)) return true;
    const numbers = findNumberChanges(place, before, after);
    return numbers?.every(([one, other]) => isSame(place, one, other)) ?? false;
  };
  /** What a program printed: ids of the first recording beside counts of the second. */
  const settlePrinted = (place: OwnedPlace, before: string, after: string): string | undefined => {
    const numbers = findNumberChanges(place, before, after) ?? [];
    const isDoubtful = numbers.some(([one, other]) => counted.has(`${one} ${other}`) && book.isNumbered(one, other));
    if (place.part !== "step" || isDoubtful || !isConsistent(place, before, after)) return undefined;
    return takeNumbers(place, [before, after], book.isNumbered);
  };
  return {
    note,
    rename: (text) => known().rename(text),
    renameAt: (place, value) => known().renameAt(place, value),
    settle: (place, before, after) => {
      if (before === after || isNamed(rules.fixed, place)) return after;
      if (isNamed(rules.volatile, place)) return before;
      if (isExample(place, before, after)) return before;
      // What the user calls volatile may stand in it.
      const renamed = known().renameMadeUp(after);
      if (renamed !== after && isExample(place, before, renamed)) return before;
      return settlePrinted(place, before, renamed) ?? known().rename(after);
    },
  };
}

type Book = ReturnType<typeof createRenameBook>;

function chooseNames(tokens: Iterable<string>, book: Book, recorded: string): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const token of tokens) {
    const name = book.mostOften(token);
    // A day alone is too common to be renamed wherever it stands.
    if (name === undefined || /^(?:[\d-]{1,11})$/.test(token) || !book.isConsistent(name, token)) continue;
    names.set(token, name);
  }
  return keepAliasesApart(names, recorded);
}

/** A secret that only the second recording has must not get the alias of another. */
function keepAliasesApart(names: Map<string, string>, recorded: string): ReadonlyMap<string, string> {
  const taken = new Set(names.values());
  for (const [alias, secretClass = ""] of recorded.matchAll(/REDACTED-([a-z]+)-\d+/g)) {
    if (names.has(alias)) continue;
    let free = alias;
    for (let number = 1; taken.has(free); number += 1) free = `REDACTED-${secretClass}-${number}`;
    names.set(alias, free);
    taken.add(free);
  }
  return names;
}
