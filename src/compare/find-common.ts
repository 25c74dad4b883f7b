import { diffArrays } from "diff";

import { groupBy } from "../sequence/groups.ts";
import { findLongestIncreasing } from "../sequence/longest-increasing.ts";
import { pick } from "../sequence/pick.ts";
import { createTally } from "../sequence/tally.ts";
import type { Pair } from "./align-keys.ts";

/**
 * Pairs of a longest common subsequence. Beyond `LONGEST_EDIT` insertions and deletions, which would take quadratic
 * time, the n-th of a key is paired with the n-th, as far as that keeps the order.
 */
export function findCommon(before: readonly string[], after: readonly string[]): readonly Pair[] {
  const changes = diffArrays([...before], [...after], { maxEditLength: LONGEST_EDIT });
  if (changes === undefined) return pairOccurrences(before, after);
  const pairs: Pair[] = [];
  let [place, partner] = [0, 0];
  for (const { added, removed, count } of changes) {
    if (!added && !removed) pairs.push(...Array.from({ length: count }, (_, i): Pair => [place + i, partner + i]));
    if (!added) place += count;
    if (!removed) partner += count;
  }
  return pairs;
}

const LONGEST_EDIT = 2000;

function pairOccurrences(before: readonly string[], after: readonly string[]): readonly Pair[] {
  const waiting = groupBy<string | undefined, number>(after.keys(), (place) => after[place]);
  const used = createTally<string>();
  const pairs = before.flatMap((key, place): Pair[] => {
    const partner = waiting.of(key)[used.add(key)];
    return partner === undefined ? [] : [[place, partner]];
  });
  return pickIncreasing(pairs);
}

/** Of pairs in the order of the first sequence, as many as keep the order of the second. */
export function pickIncreasing(pairs: readonly Pair[]): readonly Pair[] {
  return pick(pairs, findLongestIncreasing(pairs.map(([, partner]) => partner)));
}
