import { readFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { analyze } from "../../../src/analyze/analyze.ts";
import { exportTrace } from "../../../src/export/export.ts";
import { readOtlp } from "../../../src/otlp/read/read-otlp.ts";
import { parseTrace } from "../../../src/trace/model/parse.ts";
import { serializeTrace } from "../../../src/trace/model/serialize.ts";
import type { Trace } from "../../../src/trace/model/types.ts";
import { sourceOfText } from "../../../src/trace/stream/text-source.ts";
import { SHOP, aSpan, requestOf } from "../spans.ts";

const read = (text: string): Trace => readOtlp(sourceOfText(text, "spans.json"));
const readValue = (value: unknown): Trace => read(JSON.stringify(value));
const arrowsOf = (trace: Trace): readonly string[] =>
  analyze(trace).arrows.map(({ from, to, label }) => `${from} → ${to}: ${label}`);

describe("the same spans are the same trace, whichever program wrote them", () => {
  const whole = serializeTrace(readValue(SHOP));
  const base64 = (hex: unknown): string => Buffer.from(String(hex), "hex").toString("base64");
  const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

  test.each<[string, unknown]>([
    ["Jaeger's answer", { result: SHOP }],
    ["Tempo's answer", { batches: SHOP.resourceSpans }],
    ["Tempo's newer answer", { trace: SHOP, metrics: {} }],
    ["a list of requests", [SHOP]],
    ["a request that came twice", [SHOP, SHOP]],
    [
      "old names of what holds the spans",
      rename(SHOP, (key) => (key === "scopeSpans" ? "instrumentationLibrarySpans" : key)),
    ],
    ["snake_case", rename(SHOP, snake)],
    [
      "ids in base64",
      change(SHOP, (key, value) => (/(?:trace|[sS]pan)Id$/.test(key) && value !== "" ? base64(value) : value)),
    ],
    [
      "ids in capitals",
      change(SHOP, (key, value) => (/(?:trace|[sS]pan)Id$/.test(key) ? String(value).toUpperCase() : value)),
    ],
    ["numbers as numbers", change(SHOP, (key, value) => (key === "intValue" ? Number(value) : value))],
    [
      "kinds by name",
      change(SHOP, (key, value) =>
        key === "kind"
          ? ["", "SPAN_KIND_INTERNAL", "SPAN_KIND_SERVER", "SPAN_KIND_CLIENT", "SPAN_KIND_PRODUCER"][Number(value)]
          : value,
      ),
    ],
  ])("%s", (_name, value) => {
    const { log } = readValue(value);
    const { comment: _comment, ...others } = log;
    const { comment: _other, ...expected } = parseTrace(whole, "a.har").log;
    expect(serializeTrace({ log: others })).toBe(serializeTrace({ log: expected }));
  });

  test("in lines of any order, with blank ones and Windows line endings", () => {
    const lines = SHOP.resourceSpans.map((one) => JSON.stringify({ resourceSpans: [one] }));
    expect(serializeTrace(read(`\uFEFF${JSON.stringify(SHOP)}`))).toBe(whole);
    expect(serializeTrace(read(`${lines.toReversed().join("\r\n\r\n")}\r\n`))).toBe(whole);
    expect(serializeTrace(read(JSON.stringify(SHOP, undefined, 2)))).toBe(whole);
  });

  test("the file that Jaeger's page saves", () => {
    const trace = read(readFileSync(join(import.meta.dirname, "../fixtures/jaeger-page.json"), "utf8"));
    expect(arrowsOf(trace)).toEqual([
      "client → frontend: GET /dispatch?customer=123",
      "frontend → customer: GET /customer?customer=123",
      "customer → frontend: Response: 200 OK",
      "frontend → client: Response: 200 OK",
    ]);
    expect(trace.log.entries[1]?._notes).toEqual(["mysql SELECT customers"]);
  });
});

describe("unreadable spans are counted, and the rest is read", () => {
  const spans = (...list: readonly unknown[]): unknown => requestOf("shop", list as never);
  const good = aSpan({ id: 1 });
  const commentOf = (value: unknown): string => readValue(value).log.comment ?? "";

  test.each<[string, unknown, string]>([
    ["no id", spans(good, { ...good, spanId: "" }), "Omitted spans without an ID: 1."],
    ["ids of another type", spans(good, { ...good, spanId: 7 }), "Omitted spans without an ID: 1."],
    [
      "no start",
      spans(good, { ...aSpan({ id: 2 }), startTimeUnixNano: "soon" }),
      "Omitted spans without a start time: 1.",
    ],
    [
      "a start beyond all dates",
      spans(good, { ...aSpan({ id: 2 }), startTimeUnixNano: 1e30 }),
      "Omitted spans without a start time: 1.",
    ],
    ["a span that is a text", spans(good, "span"), "Omitted spans without an ID: 1."],
    ["metrics beside it", [spans(good), { resourceMetrics: [] }], "Omitted lines or values without spans: 1."],
    ["the same span twice", spans(good, good), "Duplicate spans, counted once: 1."],
    ["a parent that is not here", spans(aSpan({ id: 1, parent: 9 })), "Spans whose parents are missing: 1."],
  ])("%s", (_name, value, remark) => {
    expect(readValue(value).log.entries).toHaveLength(1);
    expect(commentOf(value)).toContain(remark);
  });

  test("a truncated last line, and invalid JSON in between", () => {
    const line = JSON.stringify(spans(good));
    const comment = read(`${line}\nnothing\n${line.slice(0, 90)}`).log.comment;
    expect(comment).toContain("The last line of the file is cut; 1 line is omitted.");
    expect(comment).toContain("Omitted lines that are not JSON: 1.");
  });

  test("parents in a circle", () => {
    const circle = [aSpan({ id: 1, parent: 2 }), aSpan({ id: 2, parent: 1, kind: 2 }), aSpan({ id: 3, parent: 3 })];
    const trace = readValue(spans(...circle));
    expect(arrowsOf(trace).length).toBeGreaterThan(0);
    expect(trace.log.entries.length).toBeGreaterThan(0);
  });

  test("a chain of parents that is longer than calls can be nested", () => {
    const chain = Array.from({ length: 30_000 }, (_, index) => aSpan({ id: index + 1, parent: index, kind: 1 }));
    const { log } = readValue(spans(...chain, aSpan({ id: 40_000, parent: 30_000 })));
    expect(log.entries).toHaveLength(1);
  });

  test.each<[string, unknown, string]>([
    ["no spans at all", { resourceSpans: [] }, '"spans.json" contains no spans.'],
    [
      "steps within a program only",
      spans(aSpan({ id: 1, kind: 1 })),
      'The only span in "spans.json" is not an HTTP or RPC call.',
    ],
    [
      "two steps within a program",
      spans(aSpan({ id: 1, kind: 1 }), aSpan({ id: 2, kind: 1 })),
      'None of the 2 spans in "spans.json" is an HTTP or RPC call.',
    ],
    [
      "spans that say too little",
      {
        resourceSpans: [
          { scopeSpans: [{ spans: [{ traceId: "0".repeat(31) + "1", spanId: "2".repeat(16), kind: 2 }] }] },
        ],
      },
      '"spans.json" contains no spans that can be read.',
    ],
    [
      "lists that are none",
      { resourceSpans: [{ scopeSpans: 7 }, null, { scopeSpans: [{ spans: {} }] }] },
      "contains no spans",
    ],
  ])("refused: %s", (_name, value, message) => {
    expect(() => readValue(value)).toThrow(message);
  });

  test("refused: more spans than fit in memory", () => {
    const text = JSON.stringify(spans(...Array.from({ length: 12 }, (_, index) => aSpan({ id: index + 1 }))));
    expect(() => readOtlp(sourceOfText(text, "spans.json"), { most: 10 })).toThrow(
      '"spans.json" holds more than 10 spans, more than one trace can show.',
    );
  });

  test("refused: JSON that is truncated at once, with the position", () => {
    expect(() => read('{"resourceSpans": [')).toThrow('Trace "spans.json" is not valid JSON (line 1, column 20).');
  });
});

test("a store that truncates long attributes keeps the other spans complete", () => {
  const file = join(import.meta.dirname, "../../../traces/gallery/plain.har");
  const text = exportTrace(parseTrace(readFileSync(file, "utf8"), file), { format: "otlp" });
  const cut = change(JSON.parse(typeof text === "string" ? text : ""), (key, value) =>
    key === "stringValue" ? String(value).slice(0, 500) : value,
  );
  const trace = readValue(cut);
  expect(arrowsOf(trace)).toContain("shop-app → identity: POST /v1/token");
  expect(trace.log.entries[0]?.request.postData?.text).toBe('{"user":"ann","password":"REDACTED-password-1"}');
});

function rename(value: unknown, toName: (key: string) => string): unknown {
  if (Array.isArray(value)) return value.map((one) => rename(one, toName));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [toName(key), rename(one, toName)]));
}

function change(value: unknown, toValue: (key: string, value: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map((one) => change(one, toValue));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [
      key,
      typeof one === "object" ? change(one, toValue) : toValue(key, one),
    ]),
  );
}
