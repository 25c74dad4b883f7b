import { isCoined } from "../shapes/made-by-machine.ts";

/**
 * Templated paths without what does not identify the request: versions, names of placeholders, ids, and their common beginning.
 * `/api/v2/users/{user_id}` among others below `/api` becomes `users/{}`.
 */
export function toTails(paths: readonly string[]): readonly string[] {
  const all = paths.map(toWords);
  const kinds = [...new Map(all.map((words) => [words.join("/"), words])).values()].filter(({ length }) => length > 0);
  // One alone shares nothing with others.
  const base = kinds.length === 1 ? [] : (kinds.reduce(shareBase, undefined) ?? []);
  return all.map((words) => words.slice(words.length > 0 ? base.length : 0).join("/"));
}

/** Whether one is the other after a prefix that is not longer than it: a base path that was added, removed, or changed. */
export function isTailOf(one: string, other: string): boolean {
  const [short = [], long = []] = [one, other].map((tail) => tail.split("/")).toSorted((a, b) => a.length - b.length);
  const [ours, theirs] = [countNames(short), countNames(long)];
  return ours > 0 && ours * 2 >= theirs && short.every((word, index) => word === long.at(index - short.length));
}

/** Whether it has a segment that is no placeholder. */
export function hasName(tail: string): boolean {
  return countNames(tail.split("/")) > 0;
}

function toWords(path: string): readonly string[] {
  const words = path.split("/").filter((segment) => segment !== "" && !/^v\d+(?:\.\d+)*$/i.test(segment));
  return words.map((segment) => (segment.startsWith("{") || isCoined(segment) ? PLACEHOLDER : segment));
}

const PLACEHOLDER = "{}";

/** The last name of a path and what follows it are never its base. */
function shareBase(base: readonly string[] | undefined, words: readonly string[]): readonly string[] {
  const most = Math.max(0, words.findLastIndex(isName));
  if (base === undefined) return words.slice(0, most);
  const end = base.findIndex((word, index) => word !== words[index] || index >= most);
  return end === -1 ? base : base.slice(0, end);
}

function countNames(words: readonly string[]): number {
  return words.filter(isName).length;
}

function isName(word: string): boolean {
  return word !== "" && word !== PLACEHOLDER;
}
