import { pick } from "../sequence/pick.ts";
import { type Pair, alignKeys, placePairs } from "./align-keys.ts";
import type { Calls } from "./align-steps.ts";
import type { Call } from "./calls.ts";

/** Places in both recordings. */
export type Places = readonly [before: readonly number[], after: readonly number[]];

/** Pairs calls with an equal key, keeping their order; then those with an equal coarser key between them, and so on. */
export function alignCalls(
  calls: Calls,
  [places, placesAfter]: Places,
  [key, ...coarser]: readonly ((call: Call) => string)[],
): readonly Pair[] {
  if (key === undefined || places.length === 0 || placesAfter.length === 0) return [];
  const aligned = alignKeys(keysOf(calls.before, places, key), keysOf(calls.after, placesAfter, key));
  const pairs: Pair[] = [];
  let [from, fromAfter] = [0, 0];
  for (const [to, toAfter] of [...aligned, [places.length, placesAfter.length] as const]) {
    const between: Places = [places.slice(from, to), placesAfter.slice(fromAfter, toAfter)];
    for (const pair of alignCalls(calls, between, coarser)) pairs.push(pair);
    pairs.push(...placePairs([[to, toAfter]], [places, placesAfter]));
    [from, fromAfter] = [to + 1, toAfter + 1];
  }
  return pairs;
}

function keysOf(calls: readonly Call[], places: readonly number[], key: (call: Call) => string): readonly string[] {
  return pick(calls, places).map((call) => key(call));
}
