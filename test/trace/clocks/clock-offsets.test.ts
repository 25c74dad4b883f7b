import { expect, test } from "vitest";

import { type SeenTwice, estimateOffsets } from "../../../src/trace/clocks/clock-offsets.ts";

/** Times of a server whose clock is 2.5 s behind, in milliseconds: a request takes `there`, and its response is noted `late`. */
function seen(there: number, back: number, late: number): SeenTwice {
  const answered = there + 20;
  return {
    asker: { clock: "client", start: 0, end: (answered + back) * 1000 },
    answerer: { clock: "shop", start: (there - 2500) * 1000, end: (answered + late - 2500) * 1000 },
  };
}

const offsetOf = (...exchanges: readonly SeenTwice[]) => estimateOffsets(["client", "shop"], exchanges).get("shop");

test("an end that a busy recorder notes too late contradicts nothing", () => {
  expect(offsetOf(seen(1, 1, 0))).toMatchObject({ offset: 2_500_000, isContradictory: false });
  // Noted 30 ms after the response was sent: on its own, no later than the end at its client, which is what it then looks like.
  const busy = offsetOf(seen(1, 1, 0), seen(40, 1, 30));
  expect(busy?.isContradictory).toBe(false);
  expect(Math.abs((busy?.offset ?? 0) - 2_500_000)).toBeLessThan(20_000);
  expect(busy?.low).toBeLessThanOrEqual(busy?.high ?? -Infinity);
});

test.each([[["client", "shop"]], [["shop", "client"]]])(
  "such ends do not make a request arrive before it was sent (reference first: %j)",
  (clocks) => {
    const first = seen(1, 1, 0);
    const exchanges = [first, seen(40, 1, 30), seen(3, 1, 25)];
    const offsets = estimateOffsets(clocks, exchanges);
    const startOf = ({ clock, start }: SeenTwice["asker"]): number => start + (offsets.get(clock)?.offset ?? 0);
    for (const { asker, answerer } of exchanges) expect(startOf(answerer)).toBeGreaterThanOrEqual(startOf(asker));
    expect(startOf(first.answerer) - startOf(first.asker)).toBeLessThan(5000);
  },
);

test("a clock that jumps by more is reported", () => {
  expect(offsetOf(seen(1, 1, 0), seen(90, 1, 80))).toMatchObject({ offset: 0, isContradictory: true });
});

/** A request of 50 ms; the server, whose clock is this many ms ahead of the client's, sees the 30 ms in the middle. */
function asked(client: string, shop: string, ahead: number): SeenTwice {
  return {
    asker: { clock: client, start: 0, end: 50_000 },
    answerer: { clock: shop, start: (10 + ahead) * 1000, end: (40 + ahead) * 1000 },
  };
}

const offsetsOf = (...exchanges: readonly SeenTwice[]) => {
  const offsets = estimateOffsets(["a", "b", "c"], exchanges);
  return Object.fromEntries(
    Array.from(offsets, ([clock, { offset, isContradictory, reference }]) => [
      clock,
      isContradictory ? `contradicts ${reference}` : offset / 1000,
    ]),
  );
};

test("three clocks that are consistent in pairs but not together are reported", () => {
  const two = [asked("a", "b", 1000), asked("a", "c", 0)];
  expect(offsetsOf(...two, asked("b", "c", -1000))).toEqual({ a: 0, b: -1000, c: 0 });
  expect(offsetsOf(...two, asked("b", "c", 1000))).toEqual({ a: 0, b: -1000, c: "contradicts b" });
  expect(offsetsOf(...two, asked("c", "b", 1040))).toEqual({ a: 0, b: -1000, c: 0 });
});
