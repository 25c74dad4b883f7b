import { expect, test } from "vitest";

import { LONGEST_RECORD } from "../../../src/otlp/names.ts";
import { readOtlp } from "../../../src/otlp/read/read-otlp.ts";
import {
  type EndedRecording,
  type LiveRecording,
  toEndRequests,
  toLineRequests,
  toSession,
} from "../../../src/otlp/write/live-spans.ts";
import { createAliasNumbering } from "../../../src/trace/alias.ts";
import type { Exchange } from "../../../src/trace/journal/exchange.ts";
import { entriesOf } from "../../../src/trace/journal/journal-entries.ts";
import { decodeExchange, encodeExchange } from "../../../src/trace/journal/journal.ts";
import { parseTrace } from "../../../src/trace/model/parse.ts";
import { serializeTrace, serializeTraceChunks } from "../../../src/trace/model/serialize.ts";
import type { Trace } from "../../../src/trace/model/types.ts";
import { sourceOfText } from "../../../src/trace/stream/text-source.ts";
import { anExchange } from "../../helpers/an-exchange.ts";

const START = 1_763_892_000_000;

/** Lines of a journal: two calls of the same name, aliases in the order of time and not of their serial numbers, and a redirect. */
function journal(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) =>
    encodeExchange(
      anExchange({
        seq: index + 1,
        startedAt: START + index,
        url: `http://127.0.0.1:9292/v2/images?token=REDACTED-token-~${count - (index % 3)}`,
        requestHeaders: ["X-Auth-Token", `REDACTED-token-~${1 + (index % 4)}`],
        ...(index % 5 === 1 && { status: 302, more: { redirectOf: index, client: "shop", server: "till" } }),
      }),
    ).trimEnd(),
  );
}

function exchangesOf(lines: readonly string[]): readonly Exchange[] {
  return lines.map((line) => decodeExchange(line) ?? anExchange());
}

/** What saving makes of the journal. */
function save(lines: readonly string[], change: (text: string) => string = (text) => text): Trace {
  const numbering = createAliasNumbering();
  const entries = entriesOf(exchangesOf(lines), () => {}, numbering);
  const chunks = serializeTraceChunks({}, entries, () => ({ format: 1, redacted: { ...numbering.counts } }));
  return parseTrace(change(Array.from(chunks).join("")), "a.har");
}

const recording: LiveRecording = { session: toSession("{}", "[]"), name: "a", client: "shop", headers: false };

function send(
  lines: readonly string[],
  trace: Trace,
  isSent: EndedRecording["isSent"] = () => true,
): { readonly live: readonly string[]; readonly end: readonly string[] } {
  const exchanges = (): readonly Exchange[] => exchangesOf(lines);
  const sent = lines.filter((line) => isSent(decodeExchange(line)?.seq ?? 0));
  return {
    live: Array.from(toLineRequests(sent, recording), ({ body }) => body),
    end: Array.from(toEndRequests({ ...recording, trace, exchanges, isSent }), ({ body }) => body),
  };
}

function read(bodies: readonly string[], longestWhole?: number): string {
  return serializeTrace(readOtlp(sourceOfText(bodies.join(""), "spans.jsonl"), { longestWhole }));
}

test("exchanges that were sent during the recording become the trace that was saved, byte for byte", () => {
  const lines = journal(23);
  const trace = save(lines);
  // Exchanges do not finish in the order in which they start.
  const { live } = send(lines.toReversed(), trace);
  const { end } = send(lines, trace);
  expect(live).toHaveLength(1);
  expect(read([...live, ...end])).toBe(serializeTrace(trace));
  expect(read([...end, ...live], 0)).toBe(serializeTrace(trace));
  // Everything was sent before: the end contains only statements about the trace.
  expect(end.join("").match(/wirewalk\.entry"/g)).toBeNull();
});

test.each([
  ["none", () => false],
  ["every second", (number: number) => number % 2 === 0],
  ["all but the first", (number: number) => number > 1],
])("the end contains what was not sent: %s was", (_, isSent) => {
  const lines = journal(9);
  const trace = save(lines);
  const { live, end } = send(lines, trace, isSent);
  expect(read([...live, ...end])).toBe(serializeTrace(trace));
  // Data whose arrival was never confirmed changes nothing.
  const { live: all } = send(lines, trace);
  expect(read([...all, ...end, ...live])).toBe(serializeTrace(trace));
});

test("an exchange in which a secret was recognized later, or an earlier example was kept, is sent again as in the trace", () => {
  const lines = journal(9);
  const trace = save(lines, (text) => text.replace("application/json", "REDACTED-password-1"));
  const { live, end } = send(lines, trace);
  expect(read([...live, ...end])).toBe(serializeTrace(trace));
  const requests = Array.from(
    toEndRequests({ ...recording, trace, exchanges: () => exchangesOf(lines), isSent: () => true }),
  );
  expect(requests.map(({ exchanges, late }) => ({ exchanges, late }))).toEqual([{ exchanges: 1, late: 1 }]);
});

test.each([
  ["was not sent before", false],
  ["was", true],
])("a span whose ID the server received has that ID, whether it %s", (_, isSent) => {
  const told = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  const lines = [
    ...journal(3),
    encodeExchange(
      anExchange({
        seq: 4,
        startedAt: START + 9,
        requestHeaders: ["traceparent", told],
        more: { changed: ["traceparent"] },
      }),
    ).trimEnd(),
  ];
  const { live, end } = send(lines, save(lines), () => isSent);
  const ids = Array.from(
    [...live, ...end].join("").matchAll(/"traceId":"(\w+)","spanId":"(\w+)"/g),
    ([, trace, span]) => ["00", trace, span, "01"].join("-"),
  );
  expect(ids.filter((id) => id === told)).toHaveLength(1);
  expect(new Set(ids).size).toBe(ids.length);
});

test("an exchange that is too long for a record is sent in parts", () => {
  const text = "long \u{1F600} \u0085 \\ text ".repeat(30_000);
  const body = { mimeType: "text/plain", text, base64: false, wireSize: 1, decodedSize: 1, sha256: undefined };
  const lines = [
    ...journal(3),
    encodeExchange(anExchange({ seq: 4, startedAt: START + 9, responseBody: body })).trimEnd(),
  ];
  const trace = save(lines);
  const { live, end } = send(lines, trace);
  expect(live.length).toBeGreaterThan(1);
  for (const one of live) expect(Buffer.byteLength(one)).toBeLessThanOrEqual(LONGEST_RECORD);
  expect(read([...live, ...end])).toBe(serializeTrace(trace));
  expect(read([...live.slice(1), ...end])).toContain("exchanges that are not in the spans");
  expect(read([...live.slice(0, -1), ...end])).toContain("exchanges with parts that are not in the spans");
});

test("an interrupted recording is the part that was sent, and reports it", () => {
  const lines = journal(5);
  const { live } = send(lines, save(lines), (number) => number !== 3);
  const trace = parseTrace(read(live), "a.har");
  expect(trace.log.entries).toHaveLength(4);
  expect(trace.log.comment).toContain("The recording had not ended yet");
  expect(trace.log._wirewalk?.missing).toEqual([
    { kind: "dropped", reason: "exchanges that are not in the spans (3 of 5)", count: 1 },
  ]);
});

test.each([
  ["a line that is none", "[1,2]"],
  ["a line of other types", JSON.stringify([1, "a", {}, [], 0, 0, 5, 5, 5, 5, 5, {}, 5, 5, 5, 5])],
  [
    "headers that are none",
    JSON.stringify([1, 1, 1, 1, 1, 1, "GET", "http://a/", "", { length: 9 }, null, 200, "", [], null, null]),
  ],
])("a store may return anything: %s", (_, line) => {
  const lines = journal(3);
  const { live, end } = send(lines, save(lines));
  const [first = ""] = lines;
  const changed = live.map((body) =>
    body.replace(JSON.stringify(first).slice(1, -1), JSON.stringify(line).slice(1, -1)),
  );
  expect(changed).not.toEqual(live);
  expect(parseTrace(read([...changed, ...end]), "a.har").log.entries).toHaveLength(2);
});

test("made-up positions are processed without delay", () => {
  const lines = journal(3);
  const { live, end } = send(lines, save(lines));
  const changed = end.map((body) => body.replaceAll('"1-3"', '"1-999999999"'));
  expect(read([...live, ...changed])).toContain("/v2/images");
});
