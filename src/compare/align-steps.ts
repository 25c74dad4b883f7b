import { type Pair, alignKeys } from "./align-keys.ts";
import { type Call, answerKeyOf, keyOf, outcomeKeyOf } from "./calls.ts";
import { pairAbreast } from "./pair-abreast.ts";
import { pairMoved } from "./pair-moved.ts";
import { pairSimilar } from "./pair-similar.ts";
import { pairTwins } from "./pair-twins.ts";
import { findRepeats } from "./repeats.ts";

export interface Alignment {
  /** In the order of the first recording. */
  readonly pairs: readonly Pair[];
  /** Polls and retries that only one recording has. */
  readonly repeatsBefore: ReadonlySet<number>;
  readonly repeatsAfter: ReadonlySet<number>;
}

/**
 * Finds which step of one recording is which of the other: lane by lane (client and server), because traffic to
 * several servers interleaves anew in every run; then among what is left, moved steps and calls that were changed.
 */
export function alignSteps(before: readonly Call[], after: readonly Call[]): Alignment {
  const partners = new Map<number, number>();
  const lanesAfter = Map.groupBy(after.keys(), (index) => after[index]?.lane);
  for (const [lane, places] of Map.groupBy(before.keys(), (index) => before[index]?.lane)) {
    alignLane({ before, after }, [places, lanesAfter.get(lane) ?? []], partners);
  }
  pairAbreast({ before, after }, partners);
  const taken = new Set(partners.values());
  const repeatsBefore = findRepeats(before, (index) => partners.has(index));
  const repeatsAfter = findRepeats(after, (index) => taken.has(index));
  const left = {
    before: [...before.keys()].filter((index) => !partners.has(index) && !repeatsBefore.has(index)),
    after: [...after.keys()].filter((index) => !taken.has(index) && !repeatsAfter.has(index)),
  };
  const moved = pairMoved({ before, after }, left);
  const pairs = sortPairs([...partners, ...moved]);
  const all = sortPairs([...pairs, ...pairSimilar({ before, after }, left, pairs)]);
  return { pairs: pairTwins({ before, after }, all), repeatsBefore, repeatsAfter };
}

/** Calls of both recordings. */
export interface Calls {
  readonly before: readonly Call[];
  readonly after: readonly Call[];
}

/**
 * First calls with the same answer: a poll's last answer belongs to a poll's last answer, and of what was asked at the same
 * time, each to its own. Then those with the same outcome between them, then the same calls between those.
 */
function alignLane(calls: Calls, lane: Lane, partners: Map<number, number>): void {
  const [places, placesAfter] = lane;
  const isEven = places.length === placesAfter.length;
  const isInTurn = isSequence(calls.before, places) && isSequence(calls.after, placesAfter);
  alignBy(isEven && isInTurn ? [outcomeKeyOf, keyOf] : [answerKeyOf, outcomeKeyOf, keyOf], { calls, partners }, lane);
}

/** Whether no two of them were open at the same time. */
function isSequence(calls: readonly Call[], places: readonly number[]): boolean {
  return new Set(places.map((place) => calls[place]?.group)).size === places.length;
}

/** Places in both recordings. */
type Lane = readonly [places: readonly number[], placesAfter: readonly number[]];

interface Target {
  readonly calls: Calls;
  readonly partners: Map<number, number>;
}

function alignBy(
  [key, ...coarser]: readonly ((call: Call) => string)[],
  target: Target,
  [places, placesAfter]: Lane,
): void {
  if (key === undefined || places.length === 0 || placesAfter.length === 0) return;
  const { before, after } = target.calls;
  const pairs = alignKeys(keysOf(before, places, key), keysOf(after, placesAfter, key));
  let [from, fromAfter] = [0, 0];
  for (const [to, toAfter] of [...pairs, [places.length, placesAfter.length] as const]) {
    alignBy(coarser, target, [places.slice(from, to), placesAfter.slice(fromAfter, toAfter)]);
    if (to < places.length) target.partners.set(places[to] ?? -1, placesAfter[toAfter] ?? -1);
    [from, fromAfter] = [to + 1, toAfter + 1];
  }
}

function keysOf(calls: readonly Call[], places: readonly number[], key: (call: Call) => string): readonly string[] {
  return places.flatMap((place) => calls.slice(place, place + 1)).map((call) => key(call));
}

function sortPairs(pairs: readonly Pair[]): readonly Pair[] {
  return pairs.toSorted(([a], [b]) => a - b);
}
