import { knownAt } from "./known-at.ts";

/** The end of a rising run, with what it continues. */
interface End {
  readonly place: number;
  readonly value: number;
  readonly before: End | undefined;
}

/** Places of a longest strictly increasing subsequence, in order. O(n log n). */
export function findLongestIncreasing(values: readonly number[]): readonly number[] {
  // For each length, the best run of that length.
  const ends: End[] = [];
  for (const [place, value] of values.entries()) {
    const length = countLeading(ends, (end) => end.value < value);
    ends[length] = { place, value, before: ends[length - 1] };
  }
  const chain: number[] = [];
  for (let end = ends.at(-1); end !== undefined; end = end.before) chain.push(end.place);
  return chain.toReversed();
}

/** How many items at the beginning pass a test that none passes after one has failed it. O(log n). */
export function countLeading<Item>(items: ArrayLike<Item>, passes: (item: Item) => boolean): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (passes(knownAt(items, middle))) low = middle + 1;
    else high = middle;
  }
  return low;
}
