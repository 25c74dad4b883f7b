import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { analyze } from "../../../src/analyze/analyze.ts";
import type { Entry, Trace } from "../../../src/trace/model/types.ts";
import { type EntryParts, aTrace, anEntry, inTurn } from "../an-entry.ts";

/** `loop 1-8 until status = active (4 times, 31 ms)` */
function groupsOf(trace: Trace): readonly string[] {
  return analyze(trace).groups.map(({ kind, first, last, label }) => `${kind} ${first}-${last} ${label}`);
}

function foldsOf(trace: Trace): readonly string[] {
  return analyze(trace).folds.map(({ first, last, count, like }) => `${first}-${last} ${count} like ${like}`);
}

const located = (location: string): Partial<Entry> => {
  const { response } = anEntry({ status: 302, reason: "Found" });
  return { response: { ...response, headers: [{ name: "Location", value: location }] } };
};

describe("polling", () => {
  const poll = (status: string): EntryParts => ({ url: "http://c/servers/1", answer: { server: { status } } });

  test("is a loop until a value that only the last response has; the first and the last poll stay", () => {
    const trace = inTurn(poll("BUILD"), poll("BUILD"), poll("NETWORKING"), poll("ACTIVE"));
    expect(groupsOf(trace)).toEqual(["loop 1-8 until status = ACTIVE (4 times, 31 ms)"]);
    expect(foldsOf(trace)).toEqual(["3-6 2 like 1"]);
  });

  test.each([
    [0.4, "0 ms"],
    [7000, "21 s"],
    [90_000, "5 min"],
  ])("every %s ms: the label shows the duration", (pause, length) => {
    const polls = ["a", "a", "a", "b"].map((status, index) =>
      anEntry({ ...poll(status), at: index * pause, took: 0.1 }),
    );
    expect(groupsOf(aTrace(polls))[0]).toContain(`(4 times, ${pause < 1 ? "1 ms" : length})`);
  });

  test("until an HTTP status: a resource that is deleted in the end", () => {
    const url = "http://c/servers/1";
    const trace = inTurn({ url }, { url }, { url, status: 404, reason: "Not Found" });
    expect(groupsOf(trace)).toEqual(["loop 1-6 until 404 Not Found (3 times, 21 ms)"]);
  });

  test("without a visible end condition shows only the number of polls", () => {
    const answers = [1, 2, 3].map((n): EntryParts => ({ answer: { a: n, b: n } }));
    expect(groupsOf(inTurn(...answers))).toEqual(["loop 1-6 3 times, 21 ms"]);
  });

  test("a query may contain the time; another resource, page, or method, or two requests are not polling", () => {
    const urls = (...list: readonly string[]): Trace => inTurn(...list.map((url) => ({ url })));
    expect(
      groupsOf(urls("http://c/events?since=1", "http://c/events?since=5", "http://c/events?since=9")),
    ).toHaveLength(1);
    expect(groupsOf(urls("http://c/images/1", "http://c/images/2", "http://c/images/3"))).toEqual([]);
    expect(groupsOf(urls("http://c/images?page=1", "http://c/images?page=2", "http://c/images?page=3"))).toEqual([]);
    expect(groupsOf(urls("http://c/a", "http://c/a"))).toEqual([]);
    expect(groupsOf(inTurn({ method: "POST" }, { method: "POST" }, { method: "POST" }))).toEqual([]);
  });

  test("requests that the polled service sends meanwhile are folded with the poll", () => {
    const own = { _client: "c" };
    const polls = [0, 10, 20, 30].flatMap((at) => [
      anEntry({ url: "http://c/servers/1", at, took: 8, own: { _server: "c" } }),
      anEntry({ url: "http://db/rows", at: at + 1, took: 1, own }),
    ]);
    expect(groupsOf(aTrace(polls))).toEqual(["loop 1-16 4 times, 38 ms"]);
    expect(foldsOf(aTrace(polls))).toEqual(["5-12 4 like 1"]);
  });

  test("a failed response and a broken connection in between are shown; omitted polls are like the one that the note names", () => {
    const url = "http://c/servers/1";
    const broken = { code: "ECONNRESET", message: "", phase: "wait" } as const;
    const failing = { url, status: 500, answer: { error: "disk full" } };
    const [three, two] = [Array.from({ length: 3 }, () => poll("BUILD")), [poll("BUILD"), poll("ACTIVE")]];
    const reset = { url, status: 0, own: { _error: broken } };
    const trace = inTurn(poll("BUILD"), ...three, failing, ...three, reset, ...two);
    expect(groupsOf(trace)).toEqual([
      "loop 1-22 until status = ACTIVE (11 times, 101 ms)",
      "retry 9-12 2 tries: 500, 200",
      "retry 17-20 2 tries: ECONNRESET, 200",
    ]);
    expect(foldsOf(trace)).toEqual(["3-8 3 like 1", "13-16 2 like 11"]);
  });

  test("until a state, if the resource did not exist at first", () => {
    const missing = { url: "http://c/servers/1", status: 404 };
    const trace = inTurn(missing, missing, missing, poll("BUILD"), poll("BUILD"), poll("ACTIVE"));
    expect(groupsOf(trace)).toEqual(["loop 1-12 until status = ACTIVE (6 times, 51 ms)"]);
    expect(foldsOf(trace)).toEqual(["3-6 2 like 1", "9-10 1 like 7"]);
  });

  test("until the server no longer responds", () => {
    const url = "http://c/servers/1";
    const refused = { code: "ECONNREFUSED", message: "", phase: "connect" } as const;
    const trace = inTurn({ url }, { url }, { url, status: 0, own: { _error: refused } });
    expect(groupsOf(trace)).toEqual(["loop 1-6 until ECONNREFUSED (3 times, 21 ms)"]);
  });

  test("a poll with a failed nested call is shown", () => {
    const polls = [0, 10, 20, 30, 40].flatMap((at) => [
      anEntry({ url: "http://c/servers/1", at, took: 8, own: { _server: "c" } }),
      anEntry({ url: "http://db/rows", at: at + 1, took: 1, status: at === 20 ? 503 : 200, own: { _client: "c" } }),
    ]);
    expect(foldsOf(aTrace(polls))).toEqual(["5-8 2 like 1"]);
  });

  test("other traffic in between is shown, so nothing is folded", () => {
    const url = "http://c/servers/1";
    const other = { url: "http://d/", own: { _client: "somebody" } };
    expect(groupsOf(inTurn({ url }, { url }, other, { url }, { url }))).toEqual([]);
  });
});

describe("retries", () => {
  test("that the recording marks as retries of the first request", () => {
    const [first, second, third] = ["a", "b", "c"].map((_id, index) =>
      anEntry({
        url: "http://c/stock",
        at: index * 10,
        status: index < 2 ? 503 : 200,
        own: { _id, ...(index > 0 && { _retryOf: "a" }) },
      }),
    );
    if (first === undefined || second === undefined || third === undefined) throw new Error("Three were made.");
    expect(groupsOf(aTrace([first, second, third]))).toEqual(["retry 1-6 3 tries: 503, 503, 200"]);
  });

  test("are recognized by failures and the same request after them, with their outcomes", () => {
    const error = { code: "ECONNRESET", message: "", phase: "wait" } as const;
    const trace = inTurn(
      { status: 0, own: { _error: error } },
      { status: 503 },
      { status: 200 },
      { url: "http://c/x" },
    );
    expect(groupsOf(trace)).toEqual(["retry 1-6 3 tries: ECONNRESET, 503, 200"]);
    expect(foldsOf(trace)).toEqual([]);
  });

  test("are not all listed if there are many", () => {
    const failures = Array.from({ length: 9 }, () => ({ status: 503 }));
    expect(groupsOf(inTurn(...failures, { status: 200 }))).toEqual(["retry 1-20 10 tries: 503, 503, …, 200"]);
  });

  test("are not assumed after a status that is not retried, or with another body", () => {
    expect(groupsOf(inTurn({ status: 404 }, { status: 404 }))).toEqual([]);
    expect(groupsOf(inTurn({ status: 503, method: "POST" }, { status: 200 }))).toEqual([]);
  });
});

describe("redirects", () => {
  test("are recognized by Location and the request after it", () => {
    const trace = inTurn(
      { url: "http://c/old", status: 302, own: located("/new") },
      { url: "http://c/new", status: 301, own: located("https://c/new") },
      { url: "https://c/new" },
    );
    expect(groupsOf(trace)).toEqual(["redirect 1-6 redirected: 302, 302, 200"]);
  });

  test("are not assumed if the client requests another URL", () => {
    expect(groupsOf(inTurn({ status: 302, own: located("/new") }, { url: "http://c/other" }))).toEqual([]);
  });
});

describe("overlapping requests", () => {
  test("of one client are a group, which contains everything in between", () => {
    const trace = aTrace([
      anEntry({ url: "http://c/a", at: 0, took: 50 }),
      anEntry({ url: "http://c/b", at: 10, took: 10 }),
      anEntry({ url: "http://d/x", at: 15, took: 1, own: { _client: "somebody" } }),
      anEntry({ url: "http://c/c", at: 30, took: 90 }),
      anEntry({ url: "http://c/d", at: 200 }),
    ]);
    expect(groupsOf(trace)).toEqual(["par 1-8 3 requests at the same time"]);
  });

  test("200 at once are one group", () => {
    const entries = Array.from({ length: 200 }, (_, index) =>
      anEntry({ url: `http://c/${index}`, at: index / 10, took: 99 }),
    );
    expect(groupsOf(aTrace(entries))).toEqual(["par 1-400 200 requests at the same time"]);
  });

  test("of two clients are no group: an asynchronous call outlives the request that caused it", () => {
    const trace = aTrace([
      anEntry({ url: "http://api/servers", method: "POST", at: 0, took: 5, own: { _server: "api" } }),
      anEntry({ url: "http://worker/build", at: 3, took: 50, own: { _client: "api" } }),
    ]);
    expect(groupsOf(trace)).toEqual([]);
  });
});

test("property: groups are nested or apart, begin with a request and end with an outcome, and folds lie within one", () => {
  const moment = fc.record({
    at: fc.nat(200),
    took: fc.nat(40),
    url: fc.constantFrom("http://c/a", "http://c/b", "http://d/a"),
    status: fc.constantFrom(200, 200, 503, 302, 0),
    client: fc.constantFrom("one", "c", "d"),
  });
  fc.assert(
    fc.property(fc.array(moment, { maxLength: 30 }), (moments) => {
      const entries = moments.map(({ client, url, ...rest }) =>
        anEntry({ ...rest, url, own: { _client: client, _server: new URL(url).hostname } }),
      );
      const { arrows, groups, folds, steps } = analyze(aTrace(entries));
      const endOf = new Map(steps.map(({ request, response: { status } }) => [request.number, status]));
      for (const [index, group] of groups.entries()) {
        expect(arrows[group.first - 1]?.kind).toBe("request");
        expect(arrows[group.last - 1]?.kind).not.toBe("request");
        for (const other of groups.slice(index + 1)) {
          expect(other.first > group.last || other.last <= group.last).toBe(true);
        }
      }
      for (const { first, last, count, like } of folds) {
        expect(endOf.get(first)).toBe(endOf.get(like));
        expect(groups.some((group) => group.kind === "loop" && group.first < first && group.last > last)).toBe(true);
        expect(arrows.slice(first - 1, last).filter(({ kind }) => kind === "request")).toHaveLength(count);
      }
    }),
  );
});
