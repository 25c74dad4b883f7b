import { findIds, findMarks, isVolatile, replaceVolatile } from "../compare/noise.ts";
import { createRenameBook } from "../compare/renames.ts";
import type { Place } from "../compare/types.ts";
import { type StabilizeRules, isNamed } from "./rules.ts";

/** What is done with two values that stand in the same place of both recordings; gives what the trace is to show. */
export type Settle = (place: Place, before: string, after: string) => string;

/** Which values of the first recording stand for which of the second. All places are noted first, then settled. */
export interface Examples {
  /** Notes which ids, times and ports stand for each other; gives the second value. */
  readonly note: Settle;
  /** The first value where only volatile parts differ, and no id stands for two; else the second, its ids renamed. */
  readonly settle: Settle;
  /** Renames what is known in a text that has no partner. */
  readonly rename: (text: string) => string;
}

/** @param recorded all texts of the second recording, whose unknown aliases must not look like known ones */
export function createExamples(rules: StabilizeRules, recorded: string): Examples {
  const book = createRenameBook();
  const pairs = new Map<string, string>();
  let names: ReadonlyMap<string, string> | undefined;

  const note: Settle = (place, before, after) => {
    if (isNamed(rules.fixed, place) || (before !== after && !isVolatile(place, before, after))) return after;
    const others = [...findIds(place, after), ...findMarks(after)];
    for (const [index, one] of [...findIds(place, before), ...findMarks(before)].entries()) {
      const other = others[index];
      if (other === undefined) continue;
      book.add(one, other);
      pairs.set(other, one);
    }
    return after;
  };
  const known = (): ReadonlyMap<string, string> => (names ??= chooseNames(pairs.keys(), book, recorded));
  const rename = (text: string): string => replaceVolatile(text, (token) => known().get(token) ?? token);
  const isConsistent = (place: Place, before: string, after: string): boolean => {
    const others = findIds(place, after);
    return findIds(place, before).every((id, index) => book.isConsistent(id, others[index] ?? ""));
  };
  return {
    note,
    rename,
    settle: (place, before, after) => {
      if (before === after || isNamed(rules.fixed, place)) return after;
      if (isNamed(rules.volatile, place)) return before;
      return isVolatile(place, before, after) && isConsistent(place, before, after) ? before : rename(after);
    },
  };
}

type Book = ReturnType<typeof createRenameBook>;

function chooseNames(tokens: Iterable<string>, book: Book, recorded: string): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const token of tokens) {
    const name = book.mostOften(token);
    // A day alone, or a number, is too common to be renamed wherever it stands.
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
