import * as fc from "fast-check";
import { expect, test } from "vitest";

import { compare } from "../../src/compare/compare.ts";
import { stabilize } from "../../src/stabilize/stabilize.ts";
import { serializeTrace } from "../../src/trace/model/serialize.ts";
import type { Trace } from "../../src/trace/model/types.ts";
import { recordingOf } from "../compare/an-exchange.ts";
import { runsOf } from "../helpers/runs.ts";

const [UUID, OTHER_UUID] = ["5b3b1f6e-4a55-4d5f-8a43-3d8e4c1f0a11", "9d2c7e10-0b7f-4b0e-9b35-6a8e0c5d2f22"];
const bodies = (before: unknown, after: unknown): readonly [Trace, Trace] => {
  const of = (answer: unknown): Trace => recordingOf({ method: "POST", url: "http://cloud/a", answer });
  return [of(before), of(after)];
};
const news = (before: Trace, after: Trace): readonly string[] =>
  compare(before, after).steps.flatMap(({ differences }, step) =>
    differences.map(({ place, before: old }) => `${step} ${place.part} ${place.at} ${place.name} was ${old}`),
  );

test.each([
  ["version_id", "wh-1a2b3c4d", "wh-9f8e7d6c"],
  ["versionId", UUID, OTHER_UUID],
  ["hash_ids", "0123456789abcdef0123456789abcdef", "fedcba9876543210fedcba9876543210"],
])("%s is an ID if its value looks like one, to compare and to stabilize", (name, one, other) => {
  const [before, after] = bodies({ [name]: one }, { [name]: other });
  expect(news(before, after)).toEqual([]);
  expect(serializeTrace(stabilize(after, before).trace)).toBe(serializeTrace(before));
});

test.each([
  ["version_id", "v-2", "v-3"],
  ["version_id", 5, 6],
  ["api_version_id", "2026-11-23", "2026-12-24"],
  ["digest", UUID, OTHER_UUID],
  ["checksum", "wh-1a2b3c4d", "wh-9f8e7d6c"],
])("%s is new to both: %s, now %s", (name, one, other) => {
  const [before, after] = bodies({ [name]: one }, { [name]: other });
  expect(news(before, after)).toHaveLength(1);
  expect(serializeTrace(stabilize(after, before).trace)).toBe(serializeTrace(after));
});

test("a file named by its digest has the new name wherever it occurs", () => {
  const of = (id: string | undefined): unknown => ({ id, digest: id, file: `/blobs/${id}` });
  const [before, after] = bodies(of(UUID), of(OTHER_UUID));
  expect(serializeTrace(stabilize(after, before).trace)).toBe(serializeTrace(after));
});

const PAIRS = [
  ["wh-1a2b3c4d", "wh-9f8e7d6c"],
  ["cus_4bbha5GIrPI", "cus_aqnvbxXYeTwQ"],
  [UUID, OTHER_UUID],
  ["0123456789abcdef0123456789abcdef", "fedcba9876543210fedcba9876543210"],
  ["17", "42"],
  [17, 42],
  ["ORD-1001", "ORD-1002"],
  ["on", "off"],
  ["2026-11-23T10:00:00Z", "2026-11-24T11:00:00Z"],
  ["1.2.3", "1.2.4"],
  [1_763_892_000, 1_763_893_000],
  ["127.0.0.1:40001", "127.0.0.1:40002"],
] as const;
const NAMES = "id user_id version_id digest name count created_at port checksum ids api_version href order_id".split(
  " ",
);
const HEADERS = "ETag Location Server X-Foo X-Version-Id X-Digest Link".split(" ");

/** A value in the same place of both recordings: unchanged, moved, or a different one. */
const value = fc
  .tuple(fc.constantFrom(...PAIRS), fc.constantFrom("same", "moved", "back"), fc.constantFrom("", "/users/"))
  .map(([[one, other], how, around]) => {
    const moved = { same: [one, one], moved: [one, other], back: [other, one] }[how];
    return around === "" ? moved : moved?.map((text) => around + text);
  });
const part = fc.record({
  answer: fc.dictionary(fc.constantFrom(...NAMES), value, { maxKeys: 5 }),
  headers: fc.dictionary(fc.constantFrom(...HEADERS), value, { maxKeys: 2 }),
  query: value,
});

test("a difference that compare reports is never overwritten by stabilize", () => {
  const isKept = fc.property(fc.array(part, { minLength: 1, maxLength: 3 }), (parts) => {
    const of = (which: 0 | 1): Trace =>
      recordingOf(
        ...parts.map(({ answer, headers, query }, index) => ({
          method: "POST",
          url: `http://cloud/${"abc"[index]}?q=${encodeURIComponent(String(query?.[which]))}`,
          headers: Object.fromEntries(Object.entries(headers).map(([name, both]) => [name, String(both?.[which])])),
          answer: Object.fromEntries(Object.entries(answer).map(([name, both]) => [name, both?.[which]])),
        })),
      );
    const [before, after] = [of(0), of(1)];
    expect(news(before, stabilize(after, before).trace)).toEqual(expect.arrayContaining([...news(before, after)]));
  });
  fc.assert(isKept, { numRuns: runsOf(150) });
});
