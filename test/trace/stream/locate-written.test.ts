import * as fc from "fast-check";
import { expect, test } from "vitest";

import { digestEntry } from "../../../src/trace/manifest/digest-entry.ts";
import { serializeTrace } from "../../../src/trace/model/serialize.ts";
import type { Trace } from "../../../src/trace/model/types.ts";
import { compactEntry } from "../../../src/trace/stream/compact-entry.ts";
import { locateEntries } from "../../../src/trace/stream/locate-entries.ts";
import { type WrittenEntries, locateWritten } from "../../../src/trace/stream/locate-written.ts";
import type { TextSource } from "../../../src/trace/stream/text-source.ts";
import { arbitraryTrace } from "../../helpers/arbitrary-trace.ts";
import { runsOf } from "../../helpers/runs.ts";

const WHOLE = 1 << 20;

function toSource(text: string, block = WHOLE): TextSource {
  const bytes = Buffer.from(text);
  return {
    name: "a.har",
    length: bytes.length,
    isUtf8: true,
    block: (from) => bytes.subarray(from, from + block),
    text: (start, end) => bytes.toString("utf8", start, end),
  };
}

const withEntries: fc.Arbitrary<Trace> = arbitraryTrace()
  .filter(({ log }) => log.entries.length > 0)
  .map(({ log }) => ({ log: { ...log, _wirewalk: log._wirewalk ?? { format: 1, redacted: {} } } }));

function digestsOf({ entries, digestOf }: WrittenEntries): readonly string[] {
  return Array.from({ length: (entries?.length ?? 0) / 2 }, (_, index) => digestOf(index));
}

function numbersOf(list: { readonly length: number; at: (index: number) => number } | undefined): readonly number[] {
  return Array.from({ length: list?.length ?? 0 }, (_, index) => list?.at(index) ?? -1);
}

test("entries written by wirewalk are found with the digests that they have when they are read", () => {
  fc.assert(
    fc.property(withEntries, (trace) => {
      const source = toSource(serializeTrace(trace));
      const [written, located] = [locateWritten(source), locateEntries(source)];
      expect(written && digestsOf(written)).toEqual(trace.log.entries.map(digestEntry));
      expect(numbersOf(written?.entries)).toEqual(numbersOf(located.entries));
      // Except the line break at the end.
      expect(numbersOf(written?.rest).slice(0, -1)).toEqual(numbersOf(located.rest).slice(0, -1));
    }),
    { numRuns: runsOf(100) },
  );
});

test("where the text is split into blocks, longer entries have no digest, and the others the same", () => {
  fc.assert(
    fc.property(withEntries, fc.integer({ min: 700, max: 3000 }), (trace, block) => {
      const text = serializeTrace(trace);
      const written = locateWritten(toSource(text, block));
      // The list may begin after the first block.
      if (written === undefined) return;
      const located = locateEntries(toSource(text));
      expect(numbersOf(written.entries)).toEqual(numbersOf(located.entries));
      for (const [index, digest] of digestsOf(written).entries()) {
        const bytes = written.entries?.at(2 * index + 1) ?? 0;
        const isLong = bytes - (written.entries?.at(2 * index) ?? 0) >= block;
        expect(digest).toBe(isLong ? "" : digestEntry(trace.log.entries[index] ?? fail()));
      }
    }),
    { numRuns: runsOf(100) },
  );
});

function fail(): never {
  throw new Error("there is no such entry");
}

test("a text that differs from wirewalk's output does not have the digest of an entry", () => {
  const edit = fc.record({
    place: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
    put: fc.constantFrom("", " ", "  ", "\n", "\t", ",", ":", '"', "{", "}", "[", "]", "\\", "1"),
    removed: fc.integer({ min: 0, max: 12 }),
  });
  fc.assert(
    fc.property(withEntries, fc.array(edit, { minLength: 1, maxLength: 2 }), (trace, edits) => {
      const original = serializeTrace(trace);
      let text = original;
      for (const { place, put, removed } of edits) {
        const at = Math.floor(place * text.length);
        text = text.slice(0, at) + put + text.slice(at + removed);
      }
      const source = toSource(text);
      const written = locateWritten(source);
      const known = new Map(trace.log.entries.map((entry) => [digestEntry(entry), entry]));
      for (const [index, digest] of written === undefined ? [] : digestsOf(written).entries()) {
        const entry = known.get(digest);
        if (entry === undefined) continue;
        const [start, end] = [written?.entries?.at(2 * index) ?? 0, written?.entries?.at(2 * index + 1) ?? 0];
        const { _id, _retryOf, _redirectOf, _nestedIn, ...others } = JSON.parse(source.text(start, end));
        const own = { ...entry, ...JSON.parse(JSON.stringify({ _id, _retryOf, _redirectOf, _nestedIn })) };
        expect(others).toEqual(JSON.parse(JSON.stringify(withoutIds(entry))));
        const alone = serializeTrace({ log: { version: "1.2", creator: { name: "", version: "" }, entries: [own] } });
        expect(alone).toContain(`      ${source.text(start, end)}\n`);
      }
    }),
    { numRuns: runsOf(200) },
  );
});

const SCALARS = [
  "0",
  "-0",
  "1",
  "-1",
  "01",
  "-",
  "1.",
  "1.5",
  ".5",
  "-0.25",
  "1e5",
  "1E-5",
  "1e",
  "1e+",
  "+1",
  "0x1",
  "1.5e+07",
];
const WORDS = ["true", "false", "null", "True", "tru", "nulls", "NaN", "Infinity", "undefined", "junk"];
const BODIES = [
  "a",
  "\t",
  "\u0000",
  "é",
  "\\n",
  "\\",
  '\\"',
  "\\u00e9",
  "\\u00E",
  "\\uD83D",
  "\\x41",
  "\\'",
  "\\/",
  "x".repeat(200),
];
const VALUE = fc.oneof(
  fc.constantFrom(...SCALARS, ...WORDS, "[]", "{}", "[ ]", "", '"', "{},", "[1]", '{"a": 1}', "/* */", "'a'"),
  fc.array(fc.constantFrom(...BODIES), { maxLength: 6 }).map((parts) => `"${parts.join("")}"`),
  fc.double({ noDefaultInfinity: true, noNaN: true }).map(String),
);

test("an entry that has a digest is JSON, whatever someone wrote into it", () => {
  let accepted = 0;
  const runs = runsOf(400);
  fc.assert(
    fc.property(withEntries, VALUE, fc.nat(), fc.constantFrom(": ", ":", ",", ""), (trace, value, which, colon) => {
      const lines = serializeTrace(trace).split("\n");
      const places = lines.flatMap((line, index) => (/^ {8,}.*[^{[]$/.test(line) ? [index] : []));
      const place = places[which % places.length] ?? 0;
      lines[place] = (lines[place] ?? "").replace(
        /(?:: )?("[^"]*"|-?[\d.]+|true|false|null)(,?)$/,
        (_, _old, comma: string) => `${colon}${value}${comma}`,
      );
      const source = toSource(lines.join("\n"));
      const written = locateWritten(source);
      for (const [index, digest] of written === undefined ? [] : digestsOf(written).entries()) {
        if (digest === "") continue;
        accepted += 1;
        const text = source.text(written?.entries?.at(2 * index) ?? 0, written?.entries?.at(2 * index + 1) ?? 0);
        expect(() => JSON.parse(text), text).not.toThrow();
      }
    }),
    { numRuns: runs },
  );
  expect(accepted).toBeGreaterThan(runs / 2);
});

test.each([
  ...[...SCALARS, ...WORDS].map((value) => [value] as const),
  ...BODIES.map((value) => [`"${value}"`] as const),
])("the value %j is accepted if it is JSON, and only then", (value) => {
  const [trace] = fc.sample(withEntries, { numRuns: 1, seed: 3 });
  const text = serializeTrace(trace ?? fail()).replace(/"time": [^,]+/, () => `"time": ${value}`);
  const written = locateWritten(toSource(text));
  expect(written === undefined ? "" : written.digestOf(0) === "" ? "" : "accepted").toBe(
    isJson(value) ? "accepted" : "",
  );
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function withoutIds({ _id, _retryOf, _redirectOf, _nestedIn, ...others }: Trace["log"]["entries"][number]): object {
  return others;
}

test("an empty entry ends before the comma that follows it", () => {
  expect(compactEntry(Buffer.from("{},\n      {}\n"), 0, Buffer.alloc(100))).toEqual({ end: 2, length: 2 });
});

test.each([
  ["one line each", (har: object) => JSON.stringify(har)],
  ["four spaces", (har: object) => JSON.stringify(har, null, 4)],
  ["tabs", (har: object) => JSON.stringify(har, null, "\t")],
])("a trace in the format of another tool (%s) is not one of those", (_name, write) => {
  const [trace] = fc.sample(withEntries, { numRuns: 1, seed: 1 });
  expect(locateWritten(toSource(write(trace ?? {})))).toBeUndefined();
});

const TOOL = '    "entries": [\n      {\n        "startedDateTime": "none"\n      }\n    ]';

test.each([
  ["in front of the log", (text: string) => text.replace("{\n", `{\n  "_tool": {\n${TOOL}\n  },\n`)],
  [
    "in the log, before the list that counts",
    (text: string) => text.replace('    "entries"', `${TOOL},\n    "entries"`),
  ],
  ["in the log, after the list that was found", (text: string) => text.replace("\n    ],\n", `\n    ],\n${TOOL},\n`)],
  ["in another log", (text: string) => text.replace(/\}\s*$/, `,  "log": {\n${TOOL}\n  }\n}\n`)],
])("another list with that name %s: what counts is not taken from it", (_name, add) => {
  const [trace] = fc.sample(withEntries, { numRuns: 1, seed: 1 });
  const text = add(serializeTrace(trace ?? fail()));
  expect(text).toContain(TOOL);
  expect(JSON.parse(text)).toHaveProperty("log.entries");
  expect(locateWritten(toSource(text))).toBeUndefined();
});
