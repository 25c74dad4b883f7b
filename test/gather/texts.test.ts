import * as fc from "fast-check";
import { expect, test } from "vitest";

import { writeGathered } from "../../src/gather/gather.ts";
import { type Plan, planGathering } from "../../src/gather/plan.ts";
import { toParts } from "../../src/gather/read-parts.ts";
import { survey } from "../../src/gather/survey.ts";
import { SHORT, createManifest, link } from "../../src/trace/manifest/write-manifest.ts";
import { parseTrace } from "../../src/trace/model/parse.ts";
import { serializeTrace } from "../../src/trace/model/serialize.ts";
import type { Trace } from "../../src/trace/model/types.ts";
import { locateWritten } from "../../src/trace/stream/locate-written.ts";
import { readSource } from "../../src/trace/stream/read-source.ts";
import type { TextSource } from "../../src/trace/stream/text-source.ts";
import { arbitraryTrace } from "../helpers/arbitrary-trace.ts";
import { runsOf } from "../helpers/runs.ts";
import { aSource } from "./sources.ts";

/** A file that is read entry by entry. */
function readLong(text: string, name: string): Trace {
  return readSource(toSource(text, name), { longestWhole: 0, locateWritten });
}

function toSource(text: string, name: string): TextSource {
  const bytes = Buffer.from(text);
  return {
    name,
    length: bytes.length,
    isUtf8: true,
    block: (from) => bytes.subarray(from, from + 5000),
    text: (start, end) => bytes.toString("utf8", start, end),
  };
}

interface File {
  readonly name: string;
  readonly text: string;
}

/** A trace as its recorder writes it: with a manifest. */
function record(name: string, { log }: Trace): File {
  const manifest = createManifest();
  for (const [index, entry] of log.entries.entries()) manifest.add(entry, index + 1);
  const { recorders: _recorders, session: _session, ...origin } = log._wirewalk ?? { format: 1, redacted: {} };
  const _wirewalk = { ...origin, format: 1 as const, manifest: manifest.finish(log.entries.length) };
  return { name, text: serializeTrace({ log: { ...log, _wirewalk } }) };
}

function planOf(files: readonly File[], read: (text: string, name: string) => Trace): Plan {
  const parts = files.flatMap(({ name, text }) => toParts(read(text, name), `${name}.har`));
  return planGathering(parts.map((part) => survey(part)));
}

function write(plan: Plan): string {
  return Array.from(writeGathered(plan)).join("");
}

const calls = fc.array(
  fc.record(
    {
      at: fc.integer({ min: 0, max: 4000 }),
      took: fc.integer({ min: 0, max: 300 }),
      url: fc.constantFrom("http://a.example/x", "http://b.example/y/7?q=ü", "http://a.example/x?q=REDACTED-token-1"),
      traceparent: fc.integer({ min: 1, max: 4 }).map((number) => `00-${"ab".repeat(16)}-c00000000000000${number}-01`),
      requestId: fc.constantFrom("7f3a-91c0-r1", 'a "7f3a" REDACTED-token-2'),
      port: fc.constantFrom("4001", "4002"),
      body: fc.constantFrom("REDACTED-token-1", '{"a":\n"REDACTED-password-12"}', "plain\u2028"),
      retryOf: fc.constantFrom("get-x", "get-y-id", "none"),
    },
    { requiredKeys: ["at", "took"] },
  ),
  { minLength: 1, maxLength: 5 },
);

test("unchanged files give the same bytes as files in any other form, whose entries are parsed", () => {
  const runs = runsOf(150);
  let texts = 0;
  fc.assert(
    fc.property(fc.array(calls, { minLength: 1, maxLength: 3 }), (list) => {
      const files = list.map((own, index) =>
        record(`web-${index}`, parseTrace(aSource("", own).text, `web-${index}.har`)),
      );
      const other = files.map(({ name, text }) => ({ name, text: JSON.stringify(JSON.parse(text)) }));
      const plan = planOf(files, readLong);
      for (const { textAt } of plan.parts) if (textAt(0) !== undefined) texts += 1;
      expect(write(plan)).toBe(write(planOf(other, parseTrace)));
      expect(plan.parts.map(({ findings }) => findings)).toEqual(
        planOf(files, parseTrace).parts.map(({ findings }) => findings),
      );
    }),
    { numRuns: runs },
  );
  expect(texts).toBeGreaterThan(runs / 2);
});

test("so do traces with anything that a trace may contain", () => {
  fc.assert(
    fc.property(arbitraryTrace(), arbitraryTrace(), (one, other) => {
      const files = [record("one", one), record("other", other)];
      expect(write(planOf(files, readLong))).toBe(write(planOf(files, parseTrace)));
    }),
    { numRuns: runsOf(50) },
  );
});

test("in an altered file, everything is parsed, and the alterations are reported", () => {
  const file = record(
    "web",
    parseTrace(
      aSource(
        "",
        [1, 2, 3].map((at) => ({ at, took: 1 })),
      ).text,
      "web.har",
    ),
  );
  const altered = file.text.replace("00.002000Z", "00.002001Z");
  const plan = planOf([{ name: "web", text: altered }], readLong);
  expect(plan.parts.map(({ textAt, findings }) => [textAt(0), findings?.altered])).toEqual([[undefined, [[2, 2]]]]);
  expect(write(plan)).toBe(write(planOf([{ name: "web", text: altered }], parseTrace)));
});

test("an entry with members that only gather writes is parsed", () => {
  const trace = parseTrace(aSource("", [{ at: 1, took: 1 }]).text, "web.har");
  const [entry] = trace.log.entries;
  for (const more of [{ _recorder: "z", _twinOf: "q" }, { _id: "get-REDACTED-token-1" }, { _more: 1 }]) {
    const entries = entry === undefined ? [] : [{ ...entry, ...more }];
    const files = [record("one", { log: { ...trace.log, entries } }), record("two", trace)];
    const [first] = planOf(files, readLong).parts;
    expect(first?.textAt(0)).toBeUndefined();
    expect(write(planOf(files, readLong))).toBe(write(planOf(files, parseTrace)));
  }
});

/** A file whose manifest matches its content after an edit: without a key, anyone can create one. */
function forge(edit: (text: string) => string): File {
  const calls = [1, 2, 3].map((at) => ({ at, took: 1 }));
  const name = "web.har";
  const { text } = record(name, parseTrace(aSource("", calls).text, name));
  const { digests, chain } = parseTrace(text, name).log._wirewalk?.manifest ?? fail();
  const edited = edit(text);
  const { digestOf } = locateWritten(toSource(edited, name)) ?? fail();
  const own = calls.map((_, index) => digestOf(index));
  const short = own.map((digest) => digest.slice(0, SHORT)).join("");
  return { name, text: edited.replace(digests, short).replace(`"${chain}"`, `"${own.reduce(link, "")}"`) };
}

function fail(): never {
  throw new Error("it is not as written");
}

test.each([
  ["a word", "junk"],
  ["a string with a break", '"O\nK"'],
  ["a string with an escape that JSON does not have", String.raw`"\q"`],
])("an entry with invalid JSON is refused whatever the manifest states about it: %s", (_what, statusText) => {
  const file = forge((text) => text.replace('"statusText": "OK"', `"statusText": ${statusText}`));
  expect(() => write(planOf([file], readLong))).toThrow('Trace "web.har" is not valid JSON');
});

test("IDs in an unusual place are renamed too", () => {
  const file = forge((text) =>
    text.replaceAll(/\n {8}("time": \S+,)([^]*?),(\n {8}"_id": "[^"]*")/g, "$3,\n        $1$2"),
  );
  expect(file.text.indexOf('"_id"')).toBeLessThan(file.text.indexOf('"response"'));
  const files = [file, { ...file, name: "other.har" }];
  expect(write(planOf(files, readLong))).toBe(write(planOf(files, parseTrace)));
});
