import * as fc from "fast-check";
import { expect, test } from "vitest";

import { analyze } from "../../../src/analyze/analyze.ts";
import { orderParticipants } from "../../../src/analyze/order/order-participants.ts";
import type { Arrow, Participant } from "../../../src/analyze/types.ts";
import { aTrace, anEntry } from "../an-entry.ts";

/** `client nova` is one request. */
function asks(...pairs: readonly string[]): readonly Arrow[] {
  return pairs.flatMap((pair, index): readonly Arrow[] => {
    const [from = "", to = ""] = pair.split(" ");
    const arrow = { number: 2 * index + 1, kind: "request", from, to, label: "", step: `s${index}` } as const;
    return [arrow, { ...arrow, number: 2 * index + 2, kind: "response", from: to, to: from }];
  });
}

function appearing(arrows: readonly Arrow[]): readonly Participant[] {
  const ids = new Set(arrows.flatMap(({ from, to }) => [from, to]));
  return Array.from(ids, (id) => ({ id, label: id }));
}

function order(...pairs: readonly string[]): string {
  const arrows = asks(...pairs);
  const ordered = orderParticipants(appearing(arrows), arrows, []);
  return ordered.map(({ id }) => id).join(" ");
}

test.each([
  ["who is asked by the client alone comes in the order of appearance", ["a k", "a g", "a g", "a g", "a n"], "a k g n"],
  ["who asks and who is asked stand together", ["a nova", "a k", "nova db"], "a k nova db"],
  ["a chain that appears in another order", ["a b", "c d", "b c"], "a b c d"],
  ["one participant", ["a a"], "a"],
  ["how often they talk makes no difference", ["a b", "a c", ...Array.from({ length: 50 }, () => "a c")], "a b c"],
])("%s", (_, pairs, expected) => {
  expect(order(...pairs)).toBe(expected);
});

test("one more call between connected participants changes nothing", () => {
  const pairs = ["a nova", "a k", "nova k", "nova glance", "a neutron", "nova neutron"];
  const before = order(...pairs);
  for (const pair of pairs) expect(order(...pairs, pair)).toBe(before);
});

const someArrows = (most: number) =>
  fc
    .array(fc.tuple(fc.nat(most), fc.nat(most)), { minLength: 1, maxLength: 60 })
    .map((pairs) => asks("p0 p1", ...pairs.map(([from, to]) => `p${from} p${to}`)));

function measure(participants: readonly Participant[], arrows: readonly Arrow[]): number {
  const columns = new Map(participants.map(({ id }, index) => [id, index]));
  return arrows.reduce((sum, { from, to }) => sum + Math.abs((columns.get(from) ?? 0) - (columns.get(to) ?? 0)), 0);
}

test.each([6, 20, 60])(
  "with up to %i participants, arrows are never longer than in the order of appearance",
  (most) => {
    fc.assert(
      fc.property(someArrows(most), (arrows) => {
        const participants = appearing(arrows);
        const ordered = orderParticipants(participants, arrows, []);
        expect(ordered[0]).toBe(participants[0]);
        expect(new Set(ordered)).toEqual(new Set(participants));
        expect(measure(ordered, arrows)).toBeLessThanOrEqual(measure(participants, arrows));
      }),
    );
  },
);

test("for few participants, no other order has shorter arrows", () => {
  fc.assert(
    fc.property(someArrows(5), (arrows) => {
      const links = [...new Map(arrows.map((arrow) => [[arrow.from, arrow.to].toSorted().join(), arrow])).values()];
      const participants = appearing(links);
      const [first, ...others] = participants;
      const least = Math.min(...permute(others).map((rest) => measure(first ? [first, ...rest] : rest, links)));
      expect(measure(orderParticipants(participants, links, []), links)).toBe(least);
    }),
  );
});

function permute<T>(values: readonly T[]): readonly (readonly T[])[] {
  if (values.length === 0) return [[]];
  return values.flatMap((value, index) => permute(values.toSpliced(index, 1)).map((rest) => [value].concat(rest)));
}

test("the same calls in another order give the same diagram if one order is best", () => {
  const chain = ["a b", "b c", "c d", "d e"];
  fc.assert(
    fc.property(fc.shuffledSubarray(chain.slice(1), { minLength: 3 }), (rest) => {
      expect(order("a b", ...rest)).toBe("a b c d e");
    }),
  );
});

test("a walkthrough has its participants in that order", () => {
  const call = (at: number, client: string, server: string) =>
    anEntry({ at, url: `http://h/${at}`, own: { _client: client, _server: server } });
  const trace = aTrace([call(0, "cli", "nova"), call(10, "cli", "keystone"), call(20, "nova", "glance")]);
  expect(analyze(trace).participants.map(({ id }) => id)).toEqual(["cli", "keystone", "nova", "glance"]);
});
