import { findLongestIncreasing } from "../sequence/longest-increasing.ts";
import type { Pair } from "./align-keys.ts";

/**
 * Pairs of a longest common subsequence: E. W. Myers, "An O(ND) Difference Algorithm and Its Variations" (1986).
 * Beyond `LONGEST_EDIT` insertions and deletions, which would take quadratic memory, the n-th of a key is paired with
 * the n-th, as far as that keeps the order.
 */
export function findCommon(before: readonly string[], after: readonly string[]): readonly Pair[] {
  const rounds = search(before, after);
  return rounds === undefined ? pairOccurrences(before, after) : retrace(rounds, before, after);
}

/** 2,000 rounds keep 16 MB. */
const LONGEST_EDIT = 2000;

/** For each number of edits, the furthest place in `before` on each diagonal; undefined where there are too many. */
function search(before: readonly string[], after: readonly string[]): readonly Int32Array[] | undefined {
  const rounds: Int32Array[] = [];
  let last = new Int32Array(3);
  for (let edits = 0; edits <= LONGEST_EDIT; edits += 1) {
    const row = new Int32Array(2 * edits + 3);
    rounds.push(row);
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      let a = startOf(last, edits, diagonal);
      while (a < before.length && a - diagonal < after.length && before[a] === after[a - diagonal]) a += 1;
      row[diagonal + edits + 1] = a;
      if (a >= before.length && a - diagonal >= after.length) return rounds;
    }
    last = row;
  }
  return undefined;
}

/** Where a round begins on a diagonal: one insertion or deletion after the furthest place of the round before. */
function startOf(last: Int32Array, edits: number, diagonal: number): number {
  if (edits === 0) return 0;
  // The row before has its diagonal 0 at index `edits`.
  const below = last[diagonal + 1 + edits] ?? 0;
  const left = (last[diagonal - 1 + edits] ?? 0) + 1;
  return isInsertion(last, edits, diagonal) ? below : left;
}

function isInsertion(last: Int32Array, edits: number, diagonal: number): boolean {
  if (diagonal === -edits) return true;
  return diagonal !== edits && (last[diagonal - 1 + edits] ?? 0) < (last[diagonal + 1 + edits] ?? 0);
}

function retrace(rounds: readonly Int32Array[], before: readonly string[], after: readonly string[]): readonly Pair[] {
  const pairs: Pair[] = [];
  let a = before.length;
  let b = after.length;
  for (let edits = rounds.length - 1; edits >= 0; edits -= 1) {
    const last = rounds[edits - 1] ?? new Int32Array(3);
    const diagonal = a - b;
    const start = startOf(last, edits, diagonal);
    while (a > start) pairs.push([--a, --b]);
    if (edits === 0) break;
    if (isInsertion(last, edits, diagonal)) b -= 1;
    else a -= 1;
  }
  return pairs.toReversed();
}

function pairOccurrences(before: readonly string[], after: readonly string[]): readonly Pair[] {
  const waiting = Map.groupBy(after.keys(), (place) => after[place] ?? "");
  const used = new Map<string, number>();
  const pairs = before.flatMap((key, place): Pair[] => {
    const turn = used.get(key) ?? 0;
    used.set(key, turn + 1);
    const partner = waiting.get(key)?.[turn];
    return partner === undefined ? [] : [[place, partner]];
  });
  const chain = findLongestIncreasing(pairs.map(([, partner]) => partner));
  return chain.flatMap((index) => pairs.slice(index, index + 1));
}
