import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { analyze } from "../../src/analyze/analyze.ts";
import { describeGuesses, describePlan } from "../../src/gather/describe-plan.ts";
import { parseTrace } from "../../src/trace/model/parse.ts";
import { runsOf } from "../helpers/runs.ts";
import { type Source, gatherSources, planOf } from "./sources.ts";

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
}

const toHeaders = (headers: Readonly<Record<string, string>> = {}) =>
  Object.entries(headers).map(([name, value]) => ({ name, value }));

/** The network log of a browser. */
function anExport(name: string, drafts: readonly Draft[]): Source {
  const entries = Array.from(drafts, ({ at, took = 12.345, url = "https://app.example/items", ...more }) => ({
    startedDateTime: new Date(Date.parse("2026-11-30T10:00:00Z") + at).toISOString(),
    time: took,
    request: { method: "GET", url, headers: toHeaders(more.headers), bodySize: 0 },
    response: {
      status: 200,
      statusText: "",
      headers: toHeaders(more.answered),
      content: { size: 4, mimeType: "text/plain", ...(more.body !== undefined && { text: more.body }) },
      bodySize: -1,
    },
    timings: { send: 0.1, wait: took - 0.1, receive: 0 },
    ...(more.connection !== undefined && { connection: more.connection }),
  }));
  return {
    name,
    text: JSON.stringify({ log: { version: "1.2", creator: { name: "WebInspector", version: "537" }, entries } }),
  };
}

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
])("two calls are not one: %s", (_what, one, other) => {
  expect(drawn(anExport("a", list(0, 4, one)), anExport("b", list(0, 4, other))).count).toBe(8);
});

test("by chance, single calls of two hosts have the same times", () => {
  const polls = (offset: number): readonly Draft[] =>
    Array.from({ length: 10 }, (_, index) => ({ at: 1001 + 500 * index + (index === 4 ? 0 : offset), took: 5 }));
  expect(drawn(anExport("a", polls(0)), anExport("b", polls(3))).count).toBe(20);
});

test("times in whole seconds prove nothing", () => {
  const polls: readonly Draft[] = Array.from({ length: 10 }, (_, index) => ({ at: 60_000 * index, took: 5 }));
  const withOneMore = (host: string): Source =>
    anExport(host, [...polls, { at: 999_000, url: `https://${host}.example/` }]);
  expect(drawn(withOneMore("a"), withOneMore("b")).count).toBe(22);
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
