import * as fc from "fast-check";
import { expect, test } from "vitest";

import { listEqual } from "../../src/sequence/equal-groups.ts";
import { runsOf } from "../helpers/runs.ts";

test("each number that is there several times is a group, in ascending places; 0 is no number", () => {
  const number = fc.oneof(
    fc.nat({ max: 5 }),
    fc.integer({ min: 0, max: 2 ** 53 }),
    fc.constantFrom(2 ** 32, 2 ** 33, 0.5),
  );
  fc.assert(
    fc.property(fc.array(number, { maxLength: 60 }), (numbers) => {
      const expected = Map.groupBy(numbers.keys(), (place) => numbers[place]);
      const groups = Array.from(expected)
        .filter(([value, places]) => value !== 0 && places.length > 1)
        .map(([, places]) => places);
      const byFirst = (list: readonly (readonly number[])[]) => list.toSorted(([a = 0], [b = 0]) => a - b);
      expect(byFirst(Array.from(listEqual(Float64Array.from(numbers))))).toEqual(byFirst(groups));
    }),
    { numRuns: runsOf(500) },
  );
});
