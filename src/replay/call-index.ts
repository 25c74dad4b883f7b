import { escapePattern } from "../sequence/escape-pattern.ts";
import { knownAt } from "../sequence/known-at.ts";
import { splitAtAliases } from "./aliases.ts";
import { type Call, keyOf } from "./call.ts";
import { hashText } from "./hash-text.ts";
import type { Recorded } from "./matcher.ts";

/** Finds the exchanges with the same call, in their order: always the same list for the same call. */
export interface CallIndex {
  readonly add: (place: number, key: string) => void;
  readonly find: (call: Call) => readonly Recorded[] | undefined;
}

/**
 * For a million exchanges the texts of their calls would take most of the memory, so two numbers of each are kept. The text of the first
 * exchange with both is made again to compare.
 *
 * @param keyAt makes the key of the exchange at a position again
 */
export function createCallIndex(recorded: readonly Recorded[], keyAt: (place: number) => string): CallIndex {
  // In most traces no call varies between runs, so that one of the two indexes is empty.
  let numbers: Numbers | undefined;
  const patterns = new Map<string, RegExp>();
  const found = new Map<string, readonly Recorded[] | undefined>();
  const findKey = (key: string): readonly Recorded[] | undefined => {
    const places = numbers === undefined ? [] : findPlaces(numbers, key);
    const [first] = places;
    if (first === undefined || keyAt(first) !== key) return undefined;
    return places.toReversed().map((place) => knownAt(recorded, place));
  };
  const remember = (key: string): readonly Recorded[] | undefined => {
    const known = found.get(key);
    if (known !== undefined) return known;
    const own = findKey(key);
    // A call that was not recorded may be repeated indefinitely, with another value each time.
    if (own !== undefined) found.set(key, own);
    return own;
  };
  return {
    add: (place, key) => {
      numbers ??= createNumbers(recorded.length);
      const hash = hashText(key);
      const chain = hash & (numbers.last.length - 1);
      numbers.before[place] = knownAt(numbers.last, chain);
      numbers.last[chain] = place + 1;
      numbers.hashes[place] = hash;
      numbers.checks[place] = hashText(key, CHECK);
      const pattern = patterns.has(key) ? undefined : toPattern(key);
      if (pattern !== undefined) patterns.set(key, pattern);
    },
    find: (call) => {
      const key = keyOf(call);
      const own = remember(key);
      if (own !== undefined) return own;
      for (const [like, pattern] of patterns) if (pattern.test(key)) return remember(like);
      return undefined;
    },
  };
}

const CHECK = 0x9e3779b9;

/** Columns of numbers, as a map of a million takes five times the memory. */
interface Numbers {
  /** By place. */
  readonly hashes: Uint32Array;
  readonly checks: Uint32Array;
  /** For each position the one before it in the same chain, from 1; 0 if there is none. */
  readonly before: Uint32Array;
  /** The last position of each chain, from 1, by the last bits of its hashes; 0 if there is none. */
  readonly last: Uint32Array;
}

function createNumbers(length: number): Numbers {
  const [hashes, checks, before] = [new Uint32Array(length), new Uint32Array(length), new Uint32Array(length)];
  return { hashes, checks, before, last: new Uint32Array(2 ** Math.ceil(Math.log2(Math.max(2, length)))) };
}

/** The last one first. */
function findPlaces({ hashes, checks, before, last }: Numbers, key: string): readonly number[] {
  const [hash, check] = [hashText(key), hashText(key, CHECK)];
  const places: number[] = [];
  for (let next = knownAt(last, hash & (last.length - 1)); next > 0; next = knownAt(before, next - 1))
    if (hashes[next - 1] === hash && checks[next - 1] === check) places.push(next - 1);
  return places;
}

/** An alias matches any value: the client sends its own. */
function toPattern(key: string): RegExp | undefined {
  const pieces = splitAtAliases(key);
  if (pieces.length === 1) return undefined;
  return new RegExp(`^${pieces.map(escapePattern).join('[^"]*')}$`);
}
