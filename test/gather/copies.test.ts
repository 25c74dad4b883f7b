import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { analyze } from "../../src/analyze/analyze.ts";
import { describeGuesses, describePlan } from "../../src/gather/describe-plan.ts";
import { parseTrace } from "../../src/trace/model/parse.ts";
import { runsOf } from "../helpers/runs.ts";
import { type Source, aSource, gatherSources, planOf } from "./sources.ts";

interface Draft {
  /** Milliseconds. */
  readonly at: number;
  readonly took?: number;
  readonly url?: string;
  /** `undefined`: the browser no longer has it. */
  readonly body?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  readonly answered?: Readonly<Record<string, string>>;
  readonly connection?: string;
  /** Other members of the entry, of its request, and of its response. */
  readonly own?: object;
  readonly asks?: object;
  readonly answers?: object;
}

const toHeaders = (headers: Readonly<Record<string, string>> = {}) =>
  Object.entries(headers).map(([name, value]) => ({ name, value }));

/** The network log of a browser. */
function anExport(name: string, drafts: readonly Draft[]): Source {
  const entries = Array.from(drafts, ({ at, took = 12.345, url = "https://app.example/items", ...more }) => ({
    startedDateTime: new Date(Date.parse("2026-11-30T10:00:00Z") + at).toISOString(),
    time: took,
    request: { method: "GET", url, headers: toHeaders(more.headers), bodySize: 0, ...more.asks },
    response: {
      status: 200,
      statusText: "",
      headers: toHeaders(more.answered),
      content: { size: 4, mimeType: "text/plain", ...(more.body !== undefined && { text: more.body }) },
      bodySize: -1,
      ...more.answers,
    },
    timings: { send: 0.1, wait: took - 0.1, receive: 0 },
    ...(more.connection !== undefined && { connection: more.connection }),
    ...more.own,
  }));
  return {
    name,
    text: JSON.stringify({ log: { version: "1.2", creator: { name: "WebInspector", version: "537" }, entries } }),
  };
}

const withContent = (content: object): Partial<Draft> => ({
  answers: { content: { size: 4, mimeType: "", ...content } },
});
const withMessage = (data: string): Partial<Draft> => ({
  own: { _webSocketMessages: [{ type: "send", time: 1, opcode: 1, data }] },
});

const list = (from: number, to: number, more: Partial<Draft> = {}): readonly Draft[] =>
  Array.from({ length: to - from }, (_, index) => ({ at: 137 * (from + index), body: `b${from + index}`, ...more }));

const drawn = (...sources: readonly Source[]) => {
  const { steps, participants } = analyze(parseTrace(gatherSources(...sources).text, "all.har"));
  return {
    count: steps.length,
    bodies: steps.map(({ response }) => response.body.text),
    callers: participants.length - 1,
  };
};

describe("an exchange in two exports of one browser", () => {
  const [monday, tuesday] = [anExport("monday", list(0, 8)), anExport("tuesday", list(3, 12))];

  test("is kept twice and drawn once, by one caller, and that is no guess", () => {
    expect(drawn(monday, tuesday)).toMatchObject({ count: 12, callers: 1 });
    const { log } = parseTrace(gatherSources(monday, tuesday).text, "all.har");
    expect(log.entries).toHaveLength(17);
    expect(log.entries.filter(({ _twinBy }) => _twinBy === "copy")).toHaveLength(5);
    const plan = planOf([monday, tuesday]);
    expect(describeGuesses(plan)).toEqual([]);
    expect(describePlan(plan)).toContain("in several sources, and drawn once: 5 exchanges of monday, tuesday");
  });

  test("is one of three exports too", () => {
    expect(drawn(monday, tuesday, anExport("wednesday", list(1, 6)))).toMatchObject({ count: 12, callers: 1 });
  });

  test("is drawn with the body that only one of them still has", () => {
    const [first, second] = [list(0, 4, { body: undefined }), list(0, 5)];
    expect(drawn(anExport("a", first), anExport("b", second)).bodies).toEqual(["b0", "b1", "b2", "b3", "b4"]);
  });

  test("is recognized without the headers that an export leaves out, and by any escapes and aliases", () => {
    const [full, plain] = [{ Cookie: "sid=REDACTED-cookie-1", accept: "*/*" }, { accept: "*/*" }];
    const first = list(0, 4, { headers: full, url: "https://app.example/~ann?q=a%20b&t=REDACTED-token-1" });
    const second = list(0, 5, { headers: plain, url: "https://app.example/%7eann?q=a+b&t=REDACTED-token-2" });
    expect(drawn(anExport("a", first), anExport("b", second)).count).toBe(5);
  });

  test("twice at the same moment is twice in both", () => {
    const [twice, also] = [
      [...list(0, 3), ...list(0, 3)],
      [...list(0, 5), ...list(0, 3)],
    ];
    expect(drawn(anExport("a", twice), anExport("b", also)).count).toBe(8);
  });
});

test.each<[string, Partial<Draft>, Partial<Draft>]>([
  ["another response", { body: "one" }, { body: "two" }],
  [
    "another header of the response",
    { answered: { "x-request-id": "81c0a1" } },
    { answered: { "x-request-id": "81c0a2" } },
  ],
  ["another user", { headers: { "x-user": "ann" } }, { headers: { "x-user": "bob" } }],
  ["another connection", { connection: "40001" }, { connection: "40002" }],
  ["another host", {}, { url: "https://api.example/items" }],
  ["another port", {}, { url: "https://app.example:444/items" }],
  ["another scheme", {}, { url: "http://app.example/items" }],
  ["another user in the URL", { url: "https://ann@app.example/" }, { url: "https://bob@app.example/" }],
  ["other parameters", { url: "https://app.example/?a=b%3Dc" }, { url: "https://app.example/?a%3Db=c" }],
  ["another version of HTTP", { asks: { httpVersion: "HTTP/1.1" } }, { asks: { httpVersion: "HTTP/2" } }],
  ["another version in the response", { answers: { httpVersion: "HTTP/1.1" } }, { answers: { httpVersion: "HTTP/2" } }],
  ["another redirect", { answers: { redirectURL: "/one" } }, { answers: { redirectURL: "/two" } }],
  ["a longer request", { asks: { bodySize: 10 } }, { asks: { bodySize: 999 } }],
  ["a longer response", { answers: { content: { size: 10 } } }, { answers: { content: { size: 500 } } }],
  [
    "an empty response",
    { answers: { content: { size: 0, text: "" } } },
    { answers: { content: { size: 2, text: "ab" } } },
  ],
  [
    "bytes that are the text of the other",
    withContent({ text: "aGk=" }),
    withContent({ text: "aGk=", encoding: "base64" }),
  ],
  ["other bytes", withContent({ text: "//4=", encoding: "base64" }), withContent({ text: "//8=", encoding: "base64" })],
  ["other messages", withMessage("one"), withMessage("two")],
  ["an error", {}, { own: { _error: { code: "ECONNRESET", message: "reset", phase: "wait" } } }],
  ["another field of the tool", { own: { _priority: "High" } }, { own: { _priority: "Low" } }],
])("two calls are not one: %s", (_what, one, other) => {
  expect(drawn(anExport("a", list(0, 4, one)), anExport("b", list(0, 4, other))).count).toBe(8);
});

test("one call has one body, as text or as base64", () => {
  const [text, base64] = [withContent({ text: "hi" }), withContent({ text: "aGk=", encoding: "base64" })];
  expect(drawn(anExport("a", list(0, 4, text)), anExport("b", list(0, 4, base64))).count).toBe(4);
});

test("by chance, single calls of two hosts have the same times", () => {
  const polls = (offset: number): readonly Draft[] =>
    Array.from({ length: 10 }, (_, index) => ({ at: 1001 + 500 * index + (index === 4 ? 0 : offset), took: 5 }));
  expect(drawn(anExport("a", polls(0)), anExport("b", polls(3))).count).toBe(20);
});

test("by chance, the last call of one host is at the moment of the other's first", () => {
  const polls = (from: number): readonly Draft[] =>
    Array.from({ length: 50 }, (_, index) => ({ at: from + 1000 * index + (index % 49) * 3, took: 7 }));
  expect(drawn(anExport("a", polls(503)), anExport("b", polls(503 + 49_000))).count).toBe(100);
});

test.each<[string, (index: number) => Partial<Draft>]>([
  ["has no times", () => ({ own: { startedDateTime: undefined, time: undefined, timings: undefined } })],
  ["has no dates", (index) => ({ own: { startedDateTime: `1970-01-01T00:00:01.${100 + index}Z` } })],
  ["measured no durations", () => ({ took: 0, own: { timings: { send: 0, wait: 0, receive: 0 } } })],
])("a log that %s proves nothing", (_what, more) => {
  const log = (host: string): Source =>
    anExport(host, [
      ...list(0, 5).map((draft, index) => Object.assign({}, draft, more(index))),
      { at: 99_001, url: `https://${host}.example/` },
    ]);
  expect(drawn(log("a"), log("b")).count).toBe(12);
});

test("times in whole seconds prove nothing", () => {
  const polls: readonly Draft[] = Array.from({ length: 10 }, (_, index) => ({ at: 60_000 * index, took: 5 }));
  const withOneMore = (host: string): Source =>
    anExport(host, [...polls, { at: 999_000, url: `https://${host}.example/` }]);
  expect(drawn(withOneMore("a"), withOneMore("b")).count).toBe(22);
});

test("a proxy's log that was exported twice is the other side of one client", () => {
  const calls = [0, 1, 2, 3].map((index) => ({ requestId: `3f0a9c1e-a${index}`, at: 100 * index }));
  const proxied = calls.map((call) => ({ ...call, at: call.at + 10.123, took: 20.5, server: "shop" }));
  const client = aSource(
    "client",
    Array.from(calls, (call) => ({ ...call, took: 50, client: "curl" })),
  );
  const [first, second] = [aSource("first", proxied.slice(0, 3)), aSource("second", proxied.slice(1))];
  expect(drawn(client, first, second)).toMatchObject({ count: 4, callers: 1 });
});

test("nothing is lost, in whatever order and however often files are gathered", () => {
  const part = fc
    .tuple(fc.nat({ max: 6 }), fc.integer({ min: 1, max: 6 }))
    .map(([from, length]) => list(from, from + length));
  const files = fc
    .array(part, { minLength: 1, maxLength: 4 })
    .map((parts) => parts.map((drafts, index) => anExport(`export-${index}`, drafts)));
  fc.assert(
    fc.property(files, fc.nat({ max: 4 }), (sources, cut) => {
      const all = gatherSources(...sources);
      expect(gatherSources(...sources.toReversed()).text).toBe(all.text);
      expect(gatherSources(all).text).toBe(all.text);
      const [first, rest] = [sources.slice(0, cut), sources.slice(cut)];
      if (first.length > 0) {
        const inTwo = parseTrace(gatherSources(gatherSources(...first), ...rest).text, "in-two.har").log;
        expect(inTwo.entries).toEqual(parseTrace(all.text, "all.har").log.entries);
      }
      const distinct = new Set(
        sources.flatMap(({ text }) =>
          parseTrace(text, "x.har").log.entries.map(({ startedDateTime }) => startedDateTime),
        ),
      );
      expect(new Set(drawn(...sources).bodies).size).toBe(distinct.size);
    }),
    { numRuns: runsOf(300) },
  );
});
