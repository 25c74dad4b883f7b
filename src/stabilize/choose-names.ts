import type { RenameBook } from "../compare/renames.ts";

/**
 * What each name of the second recording was called in the first, as far as they are sure.
 *
 * @param tokens names of the second recording
 * @param recorded all its texts, whose unknown aliases must not look like known ones
 */
export function chooseNames(tokens: Iterable<string>, book: RenameBook, recorded: string): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const token of tokens) {
    const name = book.mostOften(token);
    // A day alone is too common to be renamed wherever it occurs.
    if (name === undefined || /^(?:[\d-]{1,11})$/.test(token) || !book.isConsistent(name, token)) continue;
    names.set(token, name);
  }
  return keepAliasesApart(names, recorded);
}

/** A secret that only the second recording has must not get the alias of another. */
function keepAliasesApart(names: Map<string, string>, recorded: string): ReadonlyMap<string, string> {
  const taken = new Set(names.values());
  for (const [alias, secretClass = ""] of recorded.matchAll(/REDACTED-([a-z]+)-[a-z]{0,3}\d+/g)) {
    if (names.has(alias)) continue;
    let free = alias;
    for (let number = 1; taken.has(free); number += 1) free = `REDACTED-${secretClass}-${number}`;
    names.set(alias, free);
    taken.add(free);
  }
  return names;
}
