import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { type Pair, alignKeys } from "../../src/compare/align-keys.ts";
import { compare } from "../../src/compare/compare.ts";
import { findCommon } from "../../src/compare/find-common.ts";
import type { Difference } from "../../src/compare/types.ts";
import { parseTrace } from "../../src/trace/model/parse.ts";
import { serializeTrace } from "../../src/trace/model/serialize.ts";
import type { Trace } from "../../src/trace/model/types.ts";
import { arbitraryTrace } from "../helpers/arbitrary-trace.ts";
import { runsOf } from "../helpers/runs.ts";
import { readRecorded, recordAgain } from "../stabilize/move.ts";
import { type ExchangeParts, recordingOf } from "./an-exchange.ts";

/** POST, because one more GET next to a similar one is a poll. */
const exchange: fc.Arbitrary<ExchangeParts> = fc.record({
  method: fc.constantFrom("POST", "PUT", "DELETE"),
  url: fc.constantFrom("a", "b", "c/d", "e?x=1").map((path) => `http://cloud/${path}`),
  status: fc.constantFrom(200, 202, 404),
  headers: fc.constant({ Vary: "X" }),
  answer: fc.record({ state: fc.constantFrom("on", "off"), list: fc.array(fc.nat({ max: 3 }), { maxLength: 4 }) }),
});
const exchanges = fc.array(exchange, { minLength: 1, maxLength: 12 });
const place = fc.nat({ max: 1000 });

function differences(before: Trace, after: Trace): readonly Difference[] {
  return compare(before, after).steps.flatMap((step) => step.differences);
}

/** Changes one exchange, and compares. */
function change(
  all: readonly ExchangeParts[],
  at: number,
  edit: (parts: ExchangeParts) => readonly ExchangeParts[],
): readonly Difference[] {
  const index = at % all.length;
  const edited = all.flatMap((parts, other) => (other === index ? edit(parts) : [parts]));
  return differences(recordingOf(...all), recordingOf(...edited));
}

const structure = expect.objectContaining({ level: "structure" });

describe("one change is reported, with its place", () => {
  test.each<[string, (parts: ExchangeParts) => readonly ExchangeParts[], unknown]>([
    [
      "a field added",
      (parts) => [{ ...parts, answer: { ...Object(parts.answer), added: 1 } }],
      expect.objectContaining({ level: "shape", place: { part: "response", at: "body", name: "/added" } }),
    ],
    [
      "another status",
      (parts) => [{ ...parts, status: 500 }],
      expect.objectContaining({ level: "shape", place: { part: "response", at: "status", name: "" } }),
    ],
    [
      "a header removed",
      (parts) => [{ ...parts, headers: {} }],
      expect.objectContaining({ level: "shape", place: { part: "response", at: "header", name: "Vary" } }),
    ],
    [
      "an element more",
      ({ answer, ...parts }) => [{ ...parts, answer: { ...Object(answer), list: [...Object(answer).list, 9] } }],
      expect.objectContaining({ level: "value", place: { part: "response", at: "body", name: "/list" } }),
    ],
    ["a step removed", () => [], structure],
    ["a step twice", (parts) => [parts, parts], structure],
  ])("%s", (_name, edit, expected) => {
    fc.assert(
      fc.property(exchanges, place, (all, at) => {
        expect(change(all, at, edit)).toContainEqual(expected);
      }),
      { numRuns: runsOf(100) },
    );
  });

  test("a step moved", () => {
    fc.assert(
      fc.property(exchanges, place, place, (all, from, to) => {
        const mover = { method: "PATCH", url: "http://cloud/mover" };
        const [here, there] = [from % (all.length + 1), to % (all.length + 1)];
        fc.pre(here !== there);
        const found = differences(
          recordingOf(...all.toSpliced(here, 0, mover)),
          recordingOf(...all.toSpliced(there, 0, mover)),
        );
        expect(found).toContainEqual(structure);
      }),
      { numRuns: runsOf(100) },
    );
  });
});

describe("no change is no difference", () => {
  test("any trace compared with itself", () => {
    fc.assert(
      fc.property(arbitraryTrace(), (trace) => {
        const comparison = compare(trace, trace, { values: true });
        expect(comparison.steps.every(({ change }) => change === "same")).toBe(true);
        expect(comparison.leftOut).toBe(0);
      }),
      { numRuns: runsOf(100) },
    );
  });

  test("every ID renamed, each to a different one", () => {
    const ids = fc.uniqueArray(fc.uuid(), { minLength: 8, maxLength: 8 });
    const uses = fc.array(fc.tuple(fc.nat({ max: 3 }), fc.nat({ max: 3 })), { minLength: 1, maxLength: 10 });
    fc.assert(
      fc.property(ids, uses, (all, uses) => {
        const record = (offset: number): Trace =>
          recordingOf(
            ...uses.map(([one, other]) => ({
              url: `http://cloud/images/${all[one + offset]}?owner=${all[other + offset]}`,
              answer: { id: all[one + offset], links: [`/users/${all[other + offset]}/`] },
            })),
          );
        expect(differences(record(0), record(4))).toEqual([]);
      }),
      { numRuns: runsOf(100) },
    );
  });
});

describe("alignKeys", () => {
  const keys = fc.array(fc.constantFrom("a", "b", "c", "d", "e"), { maxLength: 30 });

  test("pairs equal keys in order, and between anchors as many as a plain table finds", () => {
    fc.assert(
      fc.property(keys, keys, (before, after) => {
        const pairs = alignKeys(before, after);
        expect(pairs.every(([a, b]) => before[a] === after[b])).toBe(true);
        expect(isAscending(pairs)).toBe(true);
        // Between anchors, it finds the longest possible match.
        expect(findCommon(before, after)).toHaveLength(countCommon(before, after));
      }),
      { numRuns: runsOf(100) },
    );
  });

  test("gives up the shortest edit, not the order, if thousands of keys differ", () => {
    const before = Array.from({ length: 6000 }, (_, index) => String((index * 7919) % 97));
    const after = Array.from({ length: 6000 }, (_, index) => String((index * 104_729) % 89));
    const pairs = alignKeys(before, after);
    expect(pairs.length).toBeGreaterThan(0);
    expect(isAscending(pairs) && pairs.every(([a, b]) => before[a] === after[b])).toBe(true);
  });
});

function isAscending(pairs: readonly Pair[]): boolean {
  return pairs.every(
    ([a, b], index) => index === 0 || (a > (pairs[index - 1]?.[0] ?? 0) && b > (pairs[index - 1]?.[1] ?? 0)),
  );
}

/** Length of a longest common subsequence, from the table of all prefixes. */
function countCommon(before: readonly string[], after: readonly string[]): number {
  let row = after.map(() => 0);
  for (const key of before) {
    const next: number[] = [];
    for (const [b, other] of after.entries()) {
      next.push(key === other ? (row[b - 1] ?? 0) + 1 : Math.max(row[b] ?? 0, next[b - 1] ?? 0));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

test("a recording of a real cloud: every header and body value has its place", () => {
  const before = readRecorded("image-add-project");
  expect(differences(before, before)).toEqual([]);
  const rebuilt = serializeTrace(recordAgain(before, 7));
  expect(rebuilt).not.toBe(serializeTrace(before));
  expect(differences(before, parseTrace(rebuilt, "rebuilt"))).toEqual([]);
  const accepted = rebuilt.replaceAll(String.raw`\"pending\"`, String.raw`\"accepted\"`);
  expect(accepted).not.toBe(rebuilt);
  expect(differences(before, parseTrace(accepted, "accepted"))).toEqual([
    expect.objectContaining({ level: "shape", before: '"pending"', after: '"accepted"' }),
  ]);
});
