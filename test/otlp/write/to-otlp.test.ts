import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { exportTrace } from "../../../src/export/export.ts";
import { LONGEST_RECORD } from "../../../src/otlp/names.ts";
import { readOtlp } from "../../../src/otlp/read/read-otlp.ts";
import { parseTrace } from "../../../src/trace/model/parse.ts";
import { serializeTrace } from "../../../src/trace/model/serialize.ts";
import type { Trace } from "../../../src/trace/model/types.ts";
import { sourceOfText } from "../../../src/trace/stream/text-source.ts";
import { arbitraryTrace } from "../../helpers/arbitrary-trace.ts";
import { runsOf } from "../../helpers/runs.ts";

const ROOT = join(import.meta.dirname, "../../..");
const traces = ["traces", "examples"].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".har") && !file.includes("node_modules"))
    .map((file) => join(folder, file)),
);

function write(trace: Trace, headers = false): string {
  const exported = exportTrace(trace, { format: "otlp", headers });
  return typeof exported === "string" ? exported : "";
}
const read = (text: string, longestWhole?: number): Trace =>
  readOtlp(sourceOfText(text, "spans.jsonl"), { longestWhole });
const linesOf = (text: string): readonly string[] => text.split("\n").filter((line) => line !== "");

interface WrittenSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly attributes: readonly { readonly key: string; readonly value: Readonly<Record<string, unknown>> }[];
}

function spansOf(text: string): readonly WrittenSpan[] {
  return linesOf(text).flatMap((line) => {
    const { resourceSpans } = JSON.parse(line) as {
      readonly resourceSpans: readonly { readonly scopeSpans: readonly { readonly spans: readonly WrittenSpan[] }[] }[];
    };
    return resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans));
  });
}

function attributesOf({ attributes }: WrittenSpan): Readonly<Record<string, unknown>> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));
}

describe("a trace comes back byte for byte", () => {
  test.each(traces)("%s", (file) => {
    const text = readFileSync(join(ROOT, file), "utf8");
    const spans = write(parseTrace(text, file));
    expect(serializeTrace(read(spans))).toBe(text);
    // Read one exchange at a time, like a long file.
    expect(serializeTrace(read(spans, 0))).toBe(text);
  });

  test("any trace, whatever its texts contain", () => {
    fc.assert(
      fc.property(arbitraryTrace(), (trace) => {
        const whole = parseTrace(serializeTrace(trace), "a.har");
        expect(serializeTrace(read(write(whole)))).toBe(serializeTrace(whole));
      }),
      { numRuns: runsOf(100) },
    );
  });

  test("one whose bodies are longer than a record may be", () => {
    const trace = withBody(`${"long \u{1F600} \u0085 \\ text ".repeat(120_000)}end`);
    const spans = write(trace);
    for (const line of linesOf(spans)) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(LONGEST_RECORD);
    expect(linesOf(spans).length).toBeGreaterThan(2);
    expect(serializeTrace(read(spans))).toBe(serializeTrace(trace));
    expect(serializeTrace(read(linesOf(spans).toReversed().join("\n"), 0))).toBe(serializeTrace(trace));
  });

  test("one whose command printed more than a record may contain", () => {
    const { log } = withBody("short");
    const command = { argv: ["x"], exitCode: 0, stdout: "line\n".repeat(200_000), stderr: "" };
    const trace = { log: { ...log, _wirewalk: { format: 1 as const, redacted: { password: 2 }, command } } };
    const spans = write(trace);
    for (const line of linesOf(spans)) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(LONGEST_RECORD);
    expect(serializeTrace(read(spans))).toBe(serializeTrace(trace));
  });
});

describe("data lost on the way is reported", () => {
  const long = withBody("x".repeat(2_000_000));

  test("a part of a long body", () => {
    const lines = linesOf(write(long));
    const { log } = read(lines.slice(0, -1).join("\n"));
    expect(log._wirewalk?.missing).toEqual([
      { kind: "dropped", reason: "exchanges with parts that are not in the spans, or were altered (1)", count: 1 },
    ]);
    expect(log.entries[0]?.response.content).toMatchObject({ _truncated: true, _size: 2_000_000 });
    expect(log.entries[0]?.response.content.text).toMatch(/^x{1000,5000}$/);
  });

  test("a part that was altered", () => {
    const spans = write(long);
    const end = spans.lastIndexOf("xxx");
    const { log } = read(`${spans.slice(0, end)}yyy${spans.slice(end + 3)}`);
    expect(log._wirewalk?.missing?.[0]?.reason).toContain("were altered");
  });

  test("exchanges", () => {
    const trace = readTraceOf("traces/gallery/large.har");
    const lines = linesOf(write(trace));
    const spans = spansOf(lines.join("\n"));
    const [first] = lines;
    const request = JSON.parse(first ?? "") as { resourceSpans: { scopeSpans: { spans: WrittenSpan[] }[] }[] };
    for (const { scopeSpans } of request.resourceSpans)
      for (const scope of scopeSpans)
        scope.spans = scope.spans.filter(
          (span) => ![3, 4, 5, 24].includes(Number(attributesOf(span)["wirewalk.number"])),
        );
    const { log } = read(JSON.stringify(request));
    expect(log.entries).toHaveLength(spans.length - 4);
    expect(log._wirewalk?.missing).toEqual([
      { kind: "dropped", reason: "exchanges that are not in the spans (3 to 5, 24 of 24)", count: 4 },
    ]);
  });
});

describe("a span", () => {
  test("describes the request in OpenTelemetry's terms", () => {
    const [span] = spansOf(write(readTraceOf("traces/gallery/plain.har")));
    expect(span && attributesOf(span)).toMatchObject({
      "http.request.method": "POST",
      "url.full": "http://127.0.0.1:43281/v1/token",
      "server.address": "127.0.0.1",
      "server.port": "43281",
      "http.response.status_code": "201",
      "network.protocol.version": "1.1",
      "user_agent.original": "undici",
      "http.request.body.content": '{"user":"ann","password":"REDACTED-password-1"}',
      "http.response.body.content": '{"token":"eyJREDACTED-token-1","expires_in":3600}',
    });
  });

  test("is within the call that caused it, and has its own ID", () => {
    const spans = spansOf(write(readTraceOf("traces/gallery/nested.har")));
    const names = new Map(spans.map(({ spanId, name }) => [spanId, name]));
    expect(names.size).toBe(spans.length);
    expect(spans.map(({ name, parentSpanId = "" }) => [name, names.get(parentSpanId)])).toEqual([
      ["POST /v1/orders", undefined],
      ["GET /v1/books/walden", "POST /v1/orders"],
      ["POST /v1/charges", "POST /v1/orders"],
      ["POST /transfers", "POST /v1/charges"],
    ]);
    for (const { traceId, spanId } of spans) expect(traceId + spanId).toMatch(/^[\da-f]{48}$/);
  });

  test("has headers as attributes on request", () => {
    const trace = readTraceOf("traces/gallery/plain.har");
    expect(write(trace)).not.toContain("http.request.header.");
    const [span] = spansOf(write(trace, true));
    expect(span && attributesOf(span)["http.request.header.content-type"]).toEqual({
      values: [{ stringValue: "application/json" }],
    });
  });

  test("with an unknown method, or a failure, reports it", () => {
    const { log } = withBody("");
    const [entry] = log.entries;
    if (entry === undefined) throw new Error("there is one");
    const failed = {
      ...entry,
      request: { ...entry.request, method: "BREW" },
      response: { ...entry.response, status: 0 },
      _error: { code: "ECONNRESET", message: "read ECONNRESET", phase: "wait" as const },
    };
    const [span] = spansOf(write({ log: { ...log, entries: [failed] } }));
    const attributes = span && attributesOf(span);
    expect(attributes).toMatchObject({
      "http.request.method": "_OTHER",
      "http.request.method_original": "BREW",
      "error.type": "ECONNRESET",
    });
    expect(attributes).not.toHaveProperty(["http.response.status_code"]);
  });
});

function readTraceOf(file: string): Trace {
  return parseTrace(readFileSync(join(ROOT, file), "utf8"), file);
}

function withBody(text: string): Trace {
  const entry = {
    startedDateTime: "2026-01-01T00:00:00.000001Z",
    request: { method: "GET", url: "http://h.example/a" },
    response: { status: 200, content: { mimeType: "text/plain", text, size: Buffer.byteLength(text) } },
  };
  const log = { entries: [entry], _wirewalk: { format: 1, redacted: {} } };
  return parseTrace(JSON.stringify({ log }), "long.har");
}
