/** Places of a longest strictly increasing subsequence, in order. O(n log n). */
export function findLongestIncreasing(values: readonly number[]): readonly number[] {
  // For each length, the place where the best subsequence of that length ends.
  const ends: number[] = [];
  const previous: number[] = [];
  for (const [place, value] of values.entries()) {
    const length = countBelow(ends.length, (index) => (values[ends[index] ?? 0] ?? 0) < value);
    previous.push(length === 0 ? -1 : (ends[length - 1] ?? -1));
    ends[length] = place;
  }
  const chain: number[] = [];
  for (let place = ends.at(-1) ?? -1; place >= 0; place = previous[place] ?? -1) chain.push(place);
  return chain.toReversed();
}

/** How many of the first numbers 0 … count - 1 pass a test that none passes after one has failed it. */
export function countBelow(count: number, passes: (index: number) => boolean): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (passes(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
