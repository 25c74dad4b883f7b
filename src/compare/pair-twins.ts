import { findAll } from "../sequence/find-all.ts";
import { textAt } from "../sequence/text-at.ts";
import type { Pair } from "./align-keys.ts";
import type { Calls } from "./align-steps.ts";
import { type Call, keyOf } from "./calls.ts";

/**
 * Pairs simultaneous requests again that differ in their ids alone: `/users/17` and `/users/18` may come in any order. The ids of the other
 * pairs show which is which; if they do not, the order decides.
 */
export function pairTwins(calls: Calls, pairs: readonly Pair[]): readonly Pair[] {
  const sets = Map.groupBy(pairs, (pair) => nameSet(calls, pair));
  if ([...sets.values()].every(({ length }) => length === 1)) return pairs;
  const names = createNames();
  for (const [set] of [...sets.values()].filter(({ length }) => length === 1))
    if (set !== undefined) learn(calls, set, names);
  const paired = [...sets.values()].flatMap((set) => {
    if (set.length === 1) return set;
    const settled = pairSet(calls, set, names);
    for (const pair of settled) learn(calls, pair, names);
    return settled;
  });
  return paired.toSorted(([a], [b]) => a - b);
}

/** Calls of one kind that overlapped in both recordings. */
function nameSet({ before, after }: Calls, [a, b]: Pair): string {
  const [call, other] = [before[a], after[b]];
  if (call === undefined || other === undefined || keyOf(call) !== keyOf(other)) return `${a}`;
  return `${call.group} ${other.group} ${keyOf(call)}`;
}

/** The word of the first recording that corresponds to a word of the second. */
interface Names {
  readonly add: (word: string, name: string) => void;
  readonly rename: (text: string) => string;
}

function createNames(): Names {
  const names = new Map<string, string>();
  return {
    // The first known one; later ones follow from it.
    add: (word, name) => {
      if (!names.has(word)) names.set(word, name);
    },
    rename: (text) => text.replace(WORD, (word) => names.get(word) ?? word),
  };
}

/** All words that may be IDs. */
const WORD = /[\w-]*\d[\w-]*/g;

/** Characters of a body that are compared. */
const LOOKED_AT = 4096;

function learn({ before, after }: Calls, [a, b]: Pair, names: Names): void {
  const theirs = listSaid(after[b]);
  for (const [index, text] of listSaid(before[a]).entries()) {
    const other = textAt(theirs, index);
    // Only if all else is the same do the words correspond to each other.
    if (text.replace(WORD, "#") !== other.replace(WORD, "#")) continue;
    const words = findAll(text, WORD);
    for (const [place, word] of findAll(other, WORD).entries()) names.add(word, words[place] ?? word);
  }
}

/** The text that contains the ids of a call. */
function listSaid(call: Call | undefined): readonly string[] {
  return call === undefined ? [] : [readRequest(call), call.step.response.body.text.slice(0, LOOKED_AT)];
}

function readRequest({ step: { request } }: Call): string {
  return `${request.url} ${request.body.text.slice(0, LOOKED_AT)}`;
}

function pairSet({ before, after }: Calls, set: readonly Pair[], { rename }: Names): readonly Pair[] {
  const waiting = Map.groupBy(
    set.map(([, b]) => b).toSorted((one, other) => one - other),
    (b) => rename(textOf(after[b])),
  );
  const known = set.map(([a]): Pair | number => {
    const partner = waiting.get(textOf(before[a]))?.shift();
    return partner === undefined ? a : [a, partner];
  });
  const rest = [...waiting.values()].flat().toSorted((one, other) => one - other);
  return known.map((one) => (typeof one === "number" ? [one, rest.shift() ?? -1] : one));
}

function textOf(call: Call | undefined): string {
  return call === undefined ? "" : readRequest(call);
}
