import {
  array,
  assert,
  base64String,
  constantFrom,
  dictionary,
  double,
  integer,
  letrec,
  nat,
  oneof,
  pre,
  property,
  string,
  uuid,
} from "fast-check";
import { describe, expect, test } from "vitest";

import { hasName } from "../../../src/json/has-name.ts";
import { readJson } from "../../../src/json/read-json.ts";
import { isSuspect } from "../../../src/redact/places/json-body.ts";
import { mayNest } from "../../../src/redact/places/may-nest.ts";
import { isQuietJson } from "../../../src/redact/places/quiet-json.ts";
import { runsOf } from "../../helpers/runs.ts";
import { listBodies } from "../../secrets/list-bodies.ts";

/** The slow way, which the walk replaces. */
function saysNothing(text: string): boolean {
  return readJson(text) !== undefined && !mayNest(text) && !hasName(text, isSuspect);
}

/** Plain, and within JSON. */
const WRITERS: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => JSON.stringify({ a: 1, b: text }),
  (text) => JSON.stringify([1, text, null], undefined, 2),
  (text) => JSON.stringify({ [text]: [] }),
];

/** Names and strings of services, some of which name a secret. */
const words = oneof(
  constantFrom("id", "name", "kind", "method", "password", "token", "links", "Secret", "key", "created_at", "", "é한"),
  constantFrom("2026-11-29T10:00:00Z", "http://127.0.0.1:9292/v2/images", "fa:16:3e:5b:aa:01", "a=b&c=d", "x: y"),
  uuid(),
  base64String({ maxLength: 40 }),
  string({ unit: "grapheme", maxLength: 12 }),
);

const values = letrec<{ value: unknown }>((tie) => ({
  value: oneof(
    { maxDepth: 4 },
    words,
    double(),
    integer(),
    constantFrom(true, false, null),
    array(tie("value"), { maxLength: 9 }),
    dictionary(words, tie("value"), { maxKeys: 6 }),
  ),
})).value;

describe("the walk over JSON", () => {
  test("calls no text quiet that the slow way would search", () => {
    const texts = listBodies(20).flatMap((body) => WRITERS.map((write) => write(body)));
    const quiet = texts.filter((text) => isQuietJson(text));
    expect(quiet.length).toBeGreaterThan(1000);
    expect(quiet.filter((text) => !saysNothing(text))).toEqual([]);
  });

  test("returns the same as the slow way for all JSON without backslashes", () => {
    assert(
      property(values, constantFrom(undefined, 2, "\t"), (value, indent) => {
        const text = JSON.stringify(value, undefined, indent);
        pre(!text.includes("\\"));
        expect(isQuietJson(text)).toBe(saysNothing(text));
      }),
      { numRuns: runsOf(2000) },
    );
  });

  test("does not treat other text as JSON", () => {
    assert(
      property(values, nat(), constantFrom("", ...Array.from(',:[]{}"\\0123eE.+- \u0001ntf')), (value, place, put) => {
        const text = JSON.stringify(value);
        const at = place % (text.length + 1);
        const damaged = text.slice(0, at) + put + text.slice(at + 1);
        if (isQuietJson(damaged)) expect(saysNothing(damaged)).toBe(true);
      }),
      { numRuns: runsOf(4000) },
    );
  });

  test.each([
    "",
    " ",
    "{",
    "[1,]",
    '{"a":1,}',
    "01",
    "1.",
    "-",
    "[1 2]",
    '{"a" 1}',
    "nul",
    "truefalse",
    '"a" "b"',
    "]",
    "[}",
  ])("%j is not JSON", (text) => {
    expect(isQuietJson(text)).toBe(false);
  });

  test("reads at most sixty levels", () => {
    expect(isQuietJson("[".repeat(59) + "]".repeat(59))).toBe(true);
    expect(isQuietJson("[".repeat(61) + "]".repeat(61))).toBe(false);
  });
});
