import { findCommon, pickIncreasing } from "./find-common.ts";

/** A place in the first sequence and its partner in the second. */
export type Pair = readonly [before: number, after: number];

/**
 * Pairs equal keys of two sequences, keeping their order. Equal ends come first, then keys that occur once on both
 * sides (patience), then a longest common subsequence between those: ten thousand keys against ten thousand take milliseconds.
 */
export function alignKeys(before: readonly string[], after: readonly string[]): readonly Pair[] {
  const pairs: Pair[] = [];
  alignBlock({ before, after }, [0, 0, before.length, after.length], pairs);
  return pairs;
}

/** Pairs of indexes in two lists of places, as pairs of those places. */
export function placePairs(
  pairs: readonly Pair[],
  [places, placesAfter]: readonly [readonly number[], readonly number[]],
): readonly Pair[] {
  return pairs.flatMap(([index, indexAfter]): Pair[] => {
    const [place, partner] = [places[index], placesAfter[indexAfter]];
    return place === undefined || partner === undefined ? [] : [[place, partner]];
  });
}

interface Sequences {
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** Starts in both sequences, then ends. */
type Block = readonly [start: number, startAfter: number, end: number, endAfter: number];

function alignBlock(sequences: Sequences, [start, startAfter, end, endAfter]: Block, pairs: Pair[]): void {
  const { before, after } = sequences;
  let head = 0;
  const shorter = Math.min(end - start, endAfter - startAfter);
  while (head < shorter && before[start + head] === after[startAfter + head]) {
    pairs.push([start + head, startAfter + head]);
    head += 1;
  }
  let tail = 0;
  while (tail < shorter - head && before[end - 1 - tail] === after[endAfter - 1 - tail]) tail += 1;
  alignMiddle(sequences, [start + head, startAfter + head, end - tail, endAfter - tail], pairs);
  for (let rest = tail; rest > 0; rest -= 1) pairs.push([end - rest, endAfter - rest]);
}

function alignMiddle(sequences: Sequences, block: Block, pairs: Pair[]): void {
  const [start, startAfter, end, endAfter] = block;
  if (start === end || startAfter === endAfter) return;
  const anchors = findAnchors(sequences, block);
  if (anchors.length === 0) {
    const common = findCommon(sequences.before.slice(start, end), sequences.after.slice(startAfter, endAfter));
    for (const [a, b] of common) pairs.push([start + a, startAfter + b]);
    return;
  }
  let [from, fromAfter] = [start, startAfter];
  for (const [a, b] of anchors) {
    alignBlock(sequences, [from, fromAfter, a, b], pairs);
    pairs.push([a, b]);
    [from, fromAfter] = [a + 1, b + 1];
  }
  alignBlock(sequences, [from, fromAfter, end, endAfter], pairs);
}

/** Keys that occur once on both sides, as many as keep their order. */
function findAnchors({ before, after }: Sequences, [start, startAfter, end, endAfter]: Block): readonly Pair[] {
  const afterPlaces = findUnique(after, startAfter, endAfter);
  const candidates: Pair[] = [];
  for (const [key, place] of findUnique(before, start, end)) {
    const partner = afterPlaces.get(key);
    if (partner !== undefined && place >= 0 && partner >= 0) candidates.push([place, partner]);
  }
  return pickIncreasing(candidates.toSorted(([a], [b]) => a - b));
}

/** Place of each key; -1 where it occurs again. */
function findUnique(keys: readonly string[], start: number, end: number): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  for (let place = start; place < end; place += 1) {
    const key = keys[place];
    if (key !== undefined) places.set(key, places.has(key) ? -1 : place);
  }
  return places;
}
