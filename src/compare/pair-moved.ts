import { pick } from "../sequence/pick.ts";
import type { Pair } from "./align-keys.ts";
import type { Calls } from "./align-steps.ts";
import { type Call, keyOf } from "./calls.ts";

/** Steps of each recording that have no partner yet, in order. */
export interface Leftover {
  before: readonly number[];
  after: readonly number[];
}

/** Pairs the n-th remaining call of a kind with its n-th, wherever they are, and removes them from the remainder. */
export function pairMoved({ before, after }: Calls, left: Leftover): readonly Pair[] {
  const keyAt = (calls: readonly Call[], index: number): string => pick(calls, [index]).map(keyOf).join();
  const waiting = Map.groupBy(left.after, (index) => keyAt(after, index));
  const pairs = left.before.flatMap((index): Pair[] => {
    const partner = waiting.get(keyAt(before, index))?.shift();
    return partner === undefined ? [] : [[index, partner]];
  });
  takeOut(left, pairs);
  return pairs;
}

export function takeOut(left: Leftover, pairs: readonly Pair[]): void {
  const places = new Set(pairs.map(([place]) => place));
  const placesAfter = new Set(pairs.map(([, place]) => place));
  left.before = left.before.filter((place) => !places.has(place));
  left.after = left.after.filter((place) => !placesAfter.has(place));
}
