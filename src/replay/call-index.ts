import { escapePattern } from "../sequence/escape-pattern.ts";
import { knownAt } from "../sequence/known-at.ts";
import { splitAtAliases } from "./aliases.ts";
import { type Call, keyOf } from "./call.ts";
import { hashText } from "./hash-text.ts";
import type { Recorded } from "./matcher.ts";

/** Finds the exchanges that were asked by the same call, in their order: always the same list for the same call. */
export interface CallIndex {
  readonly add: (place: number, key: string) => void;
  readonly find: (call: Call) => readonly Recorded[] | undefined;
}

/**
 * Of a million exchanges the texts of their calls would take most of the memory, so that two numbers of each are kept. The first exchange with
 * both is asked for its text again.
 *
 * @param keyAt makes the key of the exchange at a place once more
 */
export function createCallIndex(recorded: readonly Recorded[], keyAt: (place: number) => string): CallIndex {
  const chains = new Map<number, number>();
  // Behind each place the one before it with the same number, from 1; 0 where there is none.
  const before = new Uint32Array(recorded.length);
  const checks = new Uint32Array(recorded.length);
  const patterns = new Map<string, RegExp>();
  const found = new Map<string, readonly Recorded[] | undefined>();
  const findKey = (key: string): readonly Recorded[] | undefined => {
    const check = hashText(key, CHECK);
    const places: number[] = [];
    for (let next = chains.get(hashText(key)) ?? 0; next > 0; next = knownAt(before, next - 1))
      if (checks[next - 1] === check) places.push(next - 1);
    const [first] = places;
    if (first === undefined || keyAt(first) !== key) return undefined;
    return places.toReversed().map((place) => knownAt(recorded, place));
  };
  const remember = (key: string): readonly Recorded[] | undefined => {
    const known = found.get(key);
    if (known !== undefined) return known;
    const own = findKey(key);
    // What nobody recorded may be asked for ever, with another value each time.
    if (own !== undefined) found.set(key, own);
    return own;
  };
  return {
    add: (place, key) => {
      const hash = hashText(key);
      before[place] = chains.get(hash) ?? 0;
      chains.set(hash, place + 1);
      checks[place] = hashText(key, CHECK);
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

/** An alias stands for any value: the client sends its own. */
function toPattern(key: string): RegExp | undefined {
  const pieces = splitAtAliases(key);
  if (pieces.length === 1) return undefined;
  return new RegExp(`^${pieces.map(escapePattern).join('[^"]*')}$`);
}
