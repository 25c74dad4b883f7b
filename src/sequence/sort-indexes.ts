import { knownAt } from "./known-at.ts";

/** Indexes in the order of one number, and where that is equal of another; at last of themselves. */
export function sortIndexes(length: number, ...keys: readonly ((index: number) => number)[]): Uint32Array {
  const compare = (one: number, other: number): number => {
    for (const key of keys) {
      const difference = key(one) - key(other);
      // What is no number is as great as any.
      if (difference !== 0 && !Number.isNaN(difference)) return difference;
    }
    return one - other;
  };
  const indexes = new Uint32Array(length).map((_, index) => index);
  const isSorted = indexes.every((index) => index === 0 || compare(index - 1, index) < 0);
  return isSorted ? indexes : indexes.toSorted(compare);
}

/** The same by one number that takes a while: it is worked out once for each. */
export function sortIndexesOnce(length: number, keyOf: (index: number) => number): Uint32Array {
  const keys = new Float64Array(length);
  for (let index = 0; index < length; index += 1) keys[index] = keyOf(index);
  return sortIndexes(length, (index) => knownAt(keys, index));
}
