import * as fc from "fast-check";
import { expect, test } from "vitest";

import { createAliasNumbering } from "../../../src/trace/alias.ts";
import type { Exchange, ExchangeBody } from "../../../src/trace/journal/exchange.ts";
import { createStepNaming, entriesOf } from "../../../src/trace/journal/journal-entries.ts";
import { decodeExchange, encodeExchange } from "../../../src/trace/journal/journal.ts";
import type { LineBytes } from "../../../src/trace/journal/line-bytes.ts";
import { readyEntriesOf } from "../../../src/trace/journal/ready-entries.ts";
import { type ReadyEntry, isReady } from "../../../src/trace/journal/ready-entry.ts";
import { splitLine } from "../../../src/trace/journal/split-line.ts";
import { createManifest } from "../../../src/trace/manifest/write-manifest.ts";
import { createMissingCount } from "../../../src/trace/missing.ts";
import { type WrittenBytes, traceChunks } from "../../../src/trace/model/serialize.ts";
import type { Entry } from "../../../src/trace/model/types.ts";
import { anExchange } from "../../helpers/an-exchange.ts";
import { runsOf } from "../../helpers/runs.ts";

const hostile = fc.oneof(
  fc.string({ unit: "binary", maxLength: 12 }),
  fc.constantFrom("\u0000\u001B[0m", "\uD800", "(x, 3 bytes, left out: why)"),
);
const usual = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 12 }),
  fc.constantFrom("", "a=1; b=REDACTED-token-~2; =", '"\\/\b\f\n\r\t', "한국어 \u2028", "REDACTED-key-~7"),
);
const text = fc.oneof({ weight: 1, arbitrary: hostile }, { weight: 40, arbitrary: usual });
const name = fc.constantFrom(
  "Cookie",
  "set-cookie",
  "Content-Length",
  "LOCATION",
  "content-type",
  "SOAPAction",
  "X-Id",
);
const headers = fc
  .array(fc.tuple(fc.oneof(name, text), fc.oneof(text, fc.constantFrom("12", "text/plain; charset=x", "/b?c=d"))), {
    maxLength: 5,
  })
  .map((fields) => fields.flat());
const body: fc.Arbitrary<ExchangeBody | undefined> = fc.option(
  fc.record({
    mimeType: fc.oneof(text, fc.constantFrom("application/json", "application/grpc+proto")),
    text: fc.oneof(
      text,
      fc.constantFrom(
        '{"jsonrpc":"2.0","method":"a\\"b"}',
        "(x, 3 bytes, left out: why)",
        '{\n  "query": "query A { b }"}',
      ),
    ),
    base64: fc.boolean(),
    wireSize: fc.nat(20),
    decodedSize: fc.nat(20),
    sha256: fc.constantFrom(undefined, undefined, undefined, undefined, undefined, undefined, "00ff"),
  }),
  { nil: undefined },
);
const time = fc.oneof(fc.constant(-1), fc.double({ min: 0, max: 1e7, noNaN: true }));
const exchange: fc.Arbitrary<Exchange> = fc
  .record({
    startedAt: fc.double({ min: 0, max: 4e12, noNaN: true }),
    blocked: time,
    send: time,
    wait: time,
    receive: time,
    method: fc.constantFrom("GET", "HEAD", "POST", 'M"X', "REDACTED-token-~3"),
    url: fc.oneof(
      text.map((own) => `http://a/${own}`),
      fc.constantFrom(
        "http://a/b?c=d&c=%20e+f",
        "http://a/?REDACTED-token-~9=1#x",
        "http://a/graphql?query={a}",
        "http://a/p.S/Get",
      ),
    ),
    httpVersion: fc.constantFrom("HTTP/1.1", "HTTP/2", ""),
    requestHeaders: headers.map((fields) => (fields.length > 6 ? fields.slice(1) : fields)),
    requestBody: body,
    status: fc.constantFrom(0, 101, 200, 200, 204, 302, 404, 599),
    reason: text,
    responseHeaders: headers,
    responseBody: body,
    more: fc.constantFrom<Exchange["more"][]>(
      undefined,
      undefined,
      {},
      { connection: "4", serverAddress: "::1" },
      { server: "b", client: "a" },
      { client: 'a"b', connection: "1", retryOf: 1 },
      { trailers: ["a", "REDACTED-token-~4"] },
      { error: { code: "ECONNRESET", message: "REDACTED-token-~5", phase: "receive" } },
    ),
    knownSecrets: fc.constantFrom(undefined, 0, 3),
  })
  // Each is changed during the write.
  .map((made) => structuredClone({ ...anExchange(), ...made }));

const nothing = { prepare: () => {}, pass: () => true, isSame: () => false };

/** The expected length has nothing to do with the received data. */
const aHead = anExchange({
  method: "HEAD",
  responseHeaders: ["Content-Length", "12"],
  responseBody: { mimeType: "", text: "a", base64: false, wireSize: 1, decodedSize: 1, sha256: undefined },
});

/** A line in the middle of the memory that it was read into. */
function inMemory(line: string): LineBytes {
  const bytes = Buffer.from(`[1]\n${line}\n[2]\n`);
  return { bytes, start: 4, end: bytes.length - 5 };
}

/** The text of a chunk, whose bytes must have as many lines as stated. */
function textOf(chunk: string | WrittenBytes): string {
  if (typeof chunk === "string") return chunk;
  const text = chunk.bytes.toString();
  expect(chunk.breaks).toBe(text.split("\n").length - 1);
  return text;
}

/** All entries that are written and noted, and how many of them were made from bytes. */
function write(entries: Iterable<Entry | ReadyEntry>): { readonly texts: string[]; readonly ready: number } {
  const manifest = createManifest();
  const missing = createMissingCount();
  let ready = 0;
  const note = function* (): Generator<Entry | ReadyEntry> {
    for (const entry of entries) {
      manifest.add(entry, 1);
      missing.see(isReady(entry) ? entry.seen : entry);
      if (isReady(entry)) ready += 1;
      yield entry;
    }
  };
  const text = Array.from(traceChunks({}, note()), textOf).join("");
  const noted = missing.list({ damaged: 0, dropped: { count: 0, because: undefined } });
  return { texts: [text, JSON.stringify(manifest.finish(1)), JSON.stringify(noted)], ready };
}

/** Compares both ways; returns how many entries there are, and how many were built from text. */
function hold(made: readonly Exchange[]): readonly [all: number, ready: number] {
  const lines = made.map((one, index) => encodeExchange({ ...one, seq: index + 1 }).trimEnd());
  const [numbering, slowNumbering] = [createAliasNumbering(), createAliasNumbering()];
  const quick = write(readyEntriesOf(lines.map(inMemory), nothing, numbering, createStepNaming()));
  const exchanges = lines.map(decodeExchange).filter((own) => own !== undefined);
  const slow = write(entriesOf(exchanges, () => {}, slowNumbering));
  expect(quick.texts).toEqual(slow.texts);
  expect(numbering.counts).toEqual(slowNumbering.counts);
  return [exchanges.length, quick.ready];
}

test("an entry that is built from the text of its line equals the one that is built from its values", () => {
  let ready = 0;
  let all = 0;
  fc.assert(
    fc.property(fc.array(exchange, { minLength: 1, maxLength: 6 }), (made) => {
      const [count, ofText] = hold(made);
      all += count;
      ready += ofText;
    }),
    { numRuns: runsOf(300), examples: [[[aHead]]] },
  );
  expect(ready).toBeGreaterThan(all / 20);
});

test("so does one whose request is that of earlier lines, with another response", () => {
  let ready = 0;
  let all = 0;
  const requests = fc.array(exchange, { minLength: 1, maxLength: 2 });
  const answers = fc.array(fc.tuple(fc.nat(1), exchange, fc.boolean()), { minLength: 2, maxLength: 8 });
  fc.assert(
    fc.property(requests, answers, (sent, answered) => {
      const made = answered.map(([which, answer, hasBody]) => {
        const { method, url, httpVersion, requestHeaders, requestBody } = sent[which % sent.length] ?? answer;
        const head = { method, url, httpVersion, requestHeaders, requestBody: hasBody ? requestBody : undefined };
        return structuredClone({ ...answer, ...head });
      });
      const [count, ofText] = hold(made);
      all += count;
      ready += ofText;
    }),
    { numRuns: runsOf(300) },
  );
  expect(ready).toBeGreaterThan(all / 20);
});

test.each([255, 256, 257, 300])("a response of %d header fields is written the same way", (count) => {
  const responseHeaders = Array.from({ length: 2 * count }, (_, index) =>
    index % 2 === 0 ? `X-${index}` : `${index}`,
  );
  const made = anExchange({ responseHeaders: [...responseHeaders, "Location", "/a"] });
  expect(hold([made, structuredClone(made)])).toEqual([2, 2]);
});

test.each(["HEAD", "GET"])("for %s, both ways report a response that is shorter than stated alike", (method) => {
  const responseBody = { mimeType: "", text: "a", base64: false, wireSize: 1, decodedSize: 1, sha256: undefined };
  expect(hold([anExchange({ method, responseHeaders: ["Content-Length", "12"], responseBody })])).toEqual([1, 1]);
});

test.each(["", "after a line with the same request, "])(
  "%sa line that is damaged anywhere is not taken for a complete one",
  (after) => {
    const line = encodeExchange(
      anExchange({
        requestBody: { mimeType: "a", text: 'b\\"c', base64: false, wireSize: 1, decodedSize: 1, sha256: undefined },
        more: { connection: "1" },
        knownSecrets: 4,
      }),
    ).trimEnd();
    expect(splitLine(inMemory(line))).toBeDefined();
    for (let at = 0; at < line.length; at += 1) {
      expect(splitLine(inMemory(line.slice(0, at)))).toBeUndefined();
      for (const damage of ["\u0000", '"', "\\", "]", ","]) {
        const damaged = line.slice(0, at) + damage + line.slice(at + 1);
        if (after !== "") splitLine(inMemory(line));
        // An entry that the quick way accepts is the same for the slow way.
        if (splitLine(inMemory(damaged)) !== undefined) expect(decodeExchange(damaged)).toBeDefined();
      }
    }
  },
);

test("a line whose text is no longer UTF-8 is left to the slow way, which writes a replacement character", () => {
  const { bytes, start, end } = inMemory(encodeExchange(anExchange({ reason: "é" })).trimEnd());
  expect(splitLine({ bytes, start, end })).toBeDefined();
  bytes[bytes.indexOf("é") + 1] = 0x22 - 0x10;
  expect(splitLine({ bytes, start, end })).toBeUndefined();
  bytes[bytes.indexOf(0xc3) + 1] = 0xc3;
  expect(splitLine({ bytes, start, end })).toBeUndefined();
});
