import { countLeading, findLongestIncreasing } from "../sequence/longest-increasing.ts";
import { pick } from "../sequence/pick.ts";
import type { Pair } from "./align-keys.ts";
import type { Calls } from "./align-steps.ts";

/** The steps that a step moved past. */
export interface Passed {
  /** Of the steps that it passed, the one next to its present position. */
  readonly pair: Pair;
  /** Whether it was before that one and is after it now. */
  readonly isForward: boolean;
}

/**
 * Places in `pairs` of steps that changed their order, and what each passed. Steps that ran at the same time in either recording have no
 * order to change.
 */
export function findMoves({ before, after }: Calls, pairs: readonly Pair[]): ReadonlyMap<number, Passed> {
  const kept = findLongestIncreasing(pairs.map(([, place]) => place));
  const chain = pick(pairs, kept);
  const isKept = new Set(kept);
  const moves = pairs.flatMap(([a, b], index): (readonly [number, Passed])[] => {
    if (isKept.has(index)) return [];
    const here = countLeading(chain, (pair) => pair[0] < a);
    const there = countLeading(chain, (pair) => pair[1] < b);
    // The steps it passed lie between; groups are runs, so the ends speak for all of them.
    const passed = chain.slice(Math.min(here, there), Math.max(here, there));
    const ends = [passed.at(0), passed.at(-1)].filter((pair) => pair !== undefined);
    const isConcurrent =
      ends.every((pair) => before[pair[0]]?.group === before[a]?.group) ||
      ends.every((pair) => after[pair[1]]?.group === after[b]?.group);
    const isForward = there > here;
    const pair = passed.at(isForward ? -1 : 0);
    return isConcurrent || pair === undefined ? [] : [[index, { pair, isForward }]];
  });
  return new Map(moves);
}
