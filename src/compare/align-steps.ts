import { groupBy } from "../sequence/groups.ts";
import { alignCalls, type Places } from "./align-calls.ts";
import type { Pair } from "./align-keys.ts";
import { type Call, answerKeyOf, keyOf, outcomeKeyOf, tailKeyOf, targetKeyOf } from "./calls.ts";
import { pairAbreast } from "./pair-abreast.ts";
import { pairExact } from "./pair-exact.ts";
import { pairMoved } from "./pair-moved.ts";
import { pairRuns } from "./pair-runs.ts";
import { pairSimilar } from "./pair-similar.ts";
import { pairTwins } from "./pair-twins.ts";
import type { StabilizeRules } from "./rules.ts";
import { findRuns, lastOf } from "./runs.ts";

export interface Alignment {
  /** In the order of the first recording. */
  readonly pairs: readonly Pair[];
  /** Polls and retries that only one recording has. */
  readonly repeatsBefore: ReadonlySet<number>;
  readonly repeatsAfter: ReadonlySet<number>;
}

/**
 * Aligns the steps of two recordings: first the steps that changed places, by their complete request; then lane by lane (client and
 * server), because traffic to several servers interleaves differently in every run; then, among the rest, moved steps and calls that
 * changed.
 *
 * @param rules what the user declares volatile does not distinguish polls
 */
export function alignSteps(before: readonly Call[], after: readonly Call[], rules: StabilizeRules = {}): Alignment {
  const calls: Calls = { before, after };
  const exact = new Map(pairExact(calls));
  const found: Found = { partners: new Map(exact), repeatsBefore: new Set(), repeatsAfter: new Set() };
  const isOpen = (index: number): boolean => !exact.has(index);
  const known = new Set(exact.values());
  const lanesAfter = groupBy(
    [...after.keys()].filter((index) => !known.has(index)),
    (index) => after[index]?.lane,
  );
  for (const [lane, places] of Map.groupBy([...before.keys()].filter(isOpen), (index) => before[index]?.lane)) {
    alignLane({ calls, rules, found }, [places, lanesAfter.of(lane)]);
  }
  pairAbreast(calls, found);
  const { partners, repeatsBefore, repeatsAfter } = found;
  const taken = new Set(partners.values());
  const left = {
    before: [...before.keys()].filter((index) => !partners.has(index) && !repeatsBefore.has(index)),
    after: [...after.keys()].filter((index) => !taken.has(index) && !repeatsAfter.has(index)),
  };
  const moved = pairMoved(calls, left);
  const pairs = sortPairs([...partners, ...moved]);
  const all = sortPairs([...pairs, ...pairSimilar(calls, left, pairs)]);
  return { pairs: pairTwins(calls, all), repeatsBefore, repeatsAfter };
}

/** The pairs found so far. */
export interface Found {
  readonly partners: Map<number, number>;
  readonly repeatsBefore: Set<number>;
  readonly repeatsAfter: Set<number>;
}

/** Calls of both recordings. */
export interface Calls {
  readonly before: readonly Call[];
  readonly after: readonly Call[];
}

interface Target {
  readonly calls: Calls;
  readonly rules: StabilizeRules;
  readonly found: Found;
}

/**
 * Pairs runs by their last calls, which contain the awaited result. First runs of the same thing with the same
 * response, so that simultaneous requests keep their own runs. Then runs with the same outcome between them, then the
 * same calls between those, and the same calls of an API that moved as a whole.
 */
function alignLane({ calls, rules, found }: Target, [places, placesAfter]: Places): void {
  const runs = new Map(findRuns(calls.before, places).map((run) => [lastOf(run), run]));
  const runsAfter = new Map(findRuns(calls.after, placesAfter).map((run) => [lastOf(run), run]));
  const isInTurn = isSequence(calls.before, [...runs.keys()]) && isSequence(calls.after, [...runsAfter.keys()]);
  const keys = runs.size === runsAfter.size && isInTurn ? [] : [targetKeyOf, answerKeyOf];
  const ends: Places = [[...runs.keys()], [...runsAfter.keys()]];
  for (const [last, lastAfter] of alignCalls(calls, ends, [...keys, outcomeKeyOf, keyOf, tailKeyOf])) {
    const [run, runAfter] = [runs.get(last), runsAfter.get(lastAfter)];
    if (run === undefined || runAfter === undefined) continue;
    const paired = pairRuns(calls, [run, runAfter], rules);
    for (const pair of paired.pairs) found.partners.set(...pair);
    for (const place of paired.repeatsBefore) found.repeatsBefore.add(place);
    for (const place of paired.repeatsAfter) found.repeatsAfter.add(place);
  }
}

/** Whether no two of them were open at the same time. */
function isSequence(calls: readonly Call[], places: readonly number[]): boolean {
  return new Set(places.map((place) => calls[place]?.group)).size === places.length;
}

function sortPairs(pairs: readonly Pair[]): readonly Pair[] {
  return pairs.toSorted(([a], [b]) => a - b);
}
