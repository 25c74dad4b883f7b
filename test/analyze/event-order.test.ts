import * as fc from "fast-check";
import { expect, test } from "vitest";

import { numberPairs, pairAt } from "../../src/analyze/arrow-pairs.ts";
import { listTimes } from "../../src/analyze/time-list.ts";

const SECOND = "2026-11-23T10:00:00";

/** The start in milliseconds within one second, and the duration. */
const exchange = fc.record({ start: fc.integer({ min: 0, max: 20 }), time: fc.integer({ min: -1, max: 15 }) });

test("arrows are numbered in the order of events, whatever overlaps and however the trace is sorted", () => {
  fc.assert(
    fc.property(fc.array(exchange, { maxLength: 12 }), (exchanges) => {
      const pairs = numberPairs(
        listTimes(
          exchanges.map(({ start, time }) => ({
            startedDateTime: `${SECOND}.${String(start).padStart(3, "0")}Z`,
            time,
          })),
        ),
      );
      const places = [...exchanges.keys()];
      const named = places.flatMap((place) => Object.values(pairAt(pairs, place)));
      expect(named.toSorted((a, b) => a - b)).toEqual(Array.from({ length: named.length }, (_, index) => index + 1));
      for (const one of places) {
        expect(pairAt(pairs, one).request).toBeLessThan(pairAt(pairs, one).response);
        for (const other of places) {
          const [first, second] = [exchanges[one], exchanges[other]];
          if (first === undefined || second === undefined || first.start >= second.start) continue;
          expect(pairAt(pairs, one).request).toBeLessThan(pairAt(pairs, other).request);
          // An exchange that starts in the millisecond in which another one ends comes after it.
          const isOver = first.start + Math.max(0, first.time) <= second.start;
          expect(pairAt(pairs, one).response < pairAt(pairs, other).request).toBe(isOver);
        }
      }
    }),
  );
});
