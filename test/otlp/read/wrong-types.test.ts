import { readFileSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

import { UserError } from "../../../src/errors.ts";
import { readOtlp } from "../../../src/otlp/read/read-otlp.ts";
import { toOtlpLines } from "../../../src/otlp/write/to-otlp.ts";
import { parseTrace } from "../../../src/trace/model/parse.ts";
import { serializeTrace } from "../../../src/trace/model/serialize.ts";
import { sourceOfText } from "../../../src/trace/stream/text-source.ts";
import { SHOP } from "../spans.ts";

const FIXTURES = join(import.meta.dirname, "../fixtures");
const TRACE = join(import.meta.dirname, "../../../traces/openstack/image-member-list.har");

/** Values in a place where another type is expected: other types, IDs of other lengths, and numbers that are invalid or too large to count to. */
const ODD: readonly unknown[] = [
  null,
  true,
  -1,
  1e300,
  2 ** 63,
  "",
  "9".repeat(400),
  "-5",
  "1e9",
  "AAAAAAAAAAE=",
  "0".repeat(32),
  "\u0000\u202e<script>",
  "__proto__",
  "http://[::1",
  [],
  [[[null]]],
  {},
  { stringValue: 5 },
  { intValue: "abc" },
  { arrayValue: { values: [null, { stringValue: "a" }] } },
];

type Holder = Record<string, unknown>;

/** Every part of a value, with its path. */
function* placesIn(value: unknown): Generator<readonly [holder: Holder, key: string]> {
  if (typeof value !== "object" || value === null) return;
  // An object or a list, whose members are read and written in the same way.
  const holder = value as Holder;
  for (const key of Object.keys(holder)) {
    yield [holder, key];
    yield* placesIn(holder[key]);
  }
}

/** The text with one value replaced or removed, each in turn, and each together with all odd values in their turn. */
function* change(text: string): Generator<string> {
  const value: unknown = JSON.parse(text);
  let turn = 0;
  for (const [holder, key] of placesIn(value)) {
    const before = holder[key];
    for (const odd of [undefined, ODD[turn % ODD.length], ODD[(turn * 7 + 3) % ODD.length]]) {
      holder[key] = odd;
      yield JSON.stringify(value);
    }
    holder[key] = before;
    turn += 1;
  }
}

function own(): readonly string[] {
  const { log } = parseTrace(readFileSync(TRACE, "utf8"), TRACE);
  return [...toOtlpLines({ log: { ...log, entries: log.entries.slice(-1) } }, { descriptions: [] })];
}

/**
 * A line in wirewalk's format in which a statement about the trace or an exchange was changed; it is JSON in an attribute, so anyone can write
 * such a line.
 */
function* changeInside(line: string): Generator<string> {
  const value: unknown = JSON.parse(line);
  for (const [holder, key] of placesIn(value)) {
    const text = holder[key];
    if (key !== "stringValue" || typeof text !== "string" || !/^[[{]/.test(text)) continue;
    for (const changed of change(text)) yield JSON.stringify(Object.assign(holder, { [key]: changed }) && value);
    holder[key] = text;
  }
}

const read = (name: string): string => readFileSync(join(FIXTURES, name), "utf8").split("\n")[0] ?? "";

test.each<[what: string, texts: () => readonly string[], changeText?: typeof change]>([
  ["spans of services", () => [JSON.stringify(SHOP)]],
  ["spans of Go's instrumentation", () => [read("go-app.jsonl")]],
  ["what Jaeger's page saves", () => [readFileSync(join(FIXTURES, "jaeger-page.json"), "utf8")]],
  ["spans of ours", own],
  ["what spans of ours say", own, changeInside],
])("whatever value is anywhere in %s, the result is a trace or a message", (_, texts, changeText = change) => {
  let [traces, messages] = [0, 0];
  for (const line of texts()) {
    for (const text of changeText(line)) {
      try {
        serializeTrace(readOtlp(sourceOfText(text, "spans.json")));
        traces += 1;
      } catch (error) {
        expect(error, text).toBeInstanceOf(UserError);
        messages += 1;
      }
    }
  }
  expect(traces).toBeGreaterThan(messages);
});
