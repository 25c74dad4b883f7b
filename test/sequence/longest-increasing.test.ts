import * as fc from "fast-check";
import { expect, test } from "vitest";

import { findLongestIncreasing } from "../../src/sequence/longest-increasing.ts";

test("finds places with increasing values, as many as possible", () => {
  expect(findLongestIncreasing([0, 2, 3, 1, 4])).toEqual([0, 1, 2, 4]);
  fc.assert(
    fc.property(fc.array(fc.nat(20), { maxLength: 12 }), (values) => {
      const places = findLongestIncreasing(values);
      const found = places.map((place) => values[place] ?? 0);
      expect(found).toEqual([...new Set(found)].toSorted((one, other) => one - other));
      expect(places).toEqual(places.toSorted((one, other) => one - other));
      expect(found).toHaveLength(longest(values));
    }),
  );
});

/** By brute force. */
function longest(values: readonly number[], above = -1): number {
  return values.reduce(
    (best, value, place) => (value > above ? Math.max(best, 1 + longest(values.slice(place + 1), value)) : best),
    0,
  );
}
