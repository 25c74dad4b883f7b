import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { analyze } from "../../src/analyze/analyze.ts";
import type { Arrow } from "../../src/analyze/types.ts";
import type { Entry } from "../../src/trace/model/types.ts";
import { aTrace, anEntry, inTurn } from "./an-entry.ts";

describe("order", () => {
  test("exchanges that overlap interleave", () => {
    const entries = [
      anEntry({ url: "http://h/a", at: 0, took: 50 }),
      anEntry({ url: "http://h/b", at: 10, took: 10 }),
      anEntry({ url: "http://h/c", at: 12, took: 60 }),
      anEntry({ url: "http://h/d", at: 30, took: 1 }),
    ];
    expect(order(entries)).toEqual(["a", "b", "c", "/b", "d", "/d", "/a", "/c"]);
  });

  test("microseconds count: a response just after another request stays after it", () => {
    const entries = [anEntry({ url: "http://h/a", took: 0.004 }), anEntry({ url: "http://h/b", at: 0.002 })];
    expect(order(entries)).toEqual(["a", "b", "/a", "/b"]);
  });

  test("starts in whole milliseconds: consecutive traffic stays consecutive", () => {
    const entries = [
      coarse("a", "10.000", 0.4),
      coarse("b", "10.000", 0.3),
      coarse("c", "10.000", 1.9),
      coarse("d", "10.001", 0.1),
    ];
    expect(order(entries)).toEqual(["a", "/a", "b", "/b", "c", "/c", "d", "/d"]);
  });

  test("starts in whole milliseconds: a real overlap is still visible", () => {
    expect(order([coarse("a", "10.000", 5), coarse("b", "10.001", 1)])).toEqual(["a", "b", "/b", "/a"]);
  });

  test("a start of a whole second does not make the clock coarse", () => {
    expect(order([coarse("a", "10", 500), coarse("b", "10.100", 100)])).toEqual(["a", "b", "/b", "/a"]);
  });

  test("entries that are out of order in a file are sorted", () => {
    expect(order([anEntry({ url: "http://h/late", at: 5 }), anEntry({ url: "http://h/early" })])).toEqual([
      "early",
      "/early",
      "late",
      "/late",
    ]);
  });

  test("property: every request has one outcome after it, and numbers run from 1 without a gap", () => {
    const moment = fc.record({ at: fc.nat(20), took: fc.oneof(fc.constant(-1), fc.nat(20)), ms: fc.boolean() });
    fc.assert(
      fc.property(fc.array(moment), (moments) => {
        const entries = moments.map(({ at, took, ms }) =>
          ms
            ? coarse("x", `10.${String(at).padStart(3, "0")}`, took)
            : anEntry({ at: 10_000 + at / 4, took: took / 4 }),
        );
        const { arrows, steps } = analyze(aTrace(entries));
        expect(arrows.map(({ number }) => number)).toEqual(arrows.map((_, index) => index + 1));
        for (const { id, request, response } of steps) {
          expect(arrows.filter(({ step }) => step === id).map(({ number }) => number)).toEqual([
            request.number,
            response.number,
          ]);
        }
      }),
    );
  });
});

describe("labels", () => {
  test("a request has its method and path template, a response its reason phrase as sent", () => {
    const trace = inTurn({ url: "http://h/users/7?a=b", status: 300, reason: "MULTIPLE CHOICES" });
    expect(labels(trace.log.entries)).toEqual(["GET /users/{user_id}?a=b", "Response: 300 MULTIPLE CHOICES"]);
  });

  test.each([
    [200, "Response: 200 OK"],
    [299, "Response: 299"],
  ])("HTTP/2 sends no reason phrase: %d is %s", (status, label) => {
    const { steps, arrows } = analyze(inTurn({ status, reason: "" }));
    expect(arrows[1]?.label).toBe(label);
    expect(`Response: ${status} ${steps[0]?.response.reason}`.trim()).toBe(label);
  });

  test.each([
    ["ECONNREFUSED", "connect ECONNREFUSED 127.0.0.1:9292", "connect ECONNREFUSED 127.0.0.1:9292"],
    ["UND_ERR_ABORTED", "Request aborted\nat x", "UND_ERR_ABORTED Request aborted"],
    ["E", `E ${"x".repeat(200)}`, `E ${"x".repeat(97)}…`],
  ])("no response: %s", (code, message, label) => {
    const own = { _error: { code, message, phase: "connect" as const } };
    const { arrows, steps } = analyze(aTrace([anEntry({ status: 0, reason: "", own })]));
    expect(arrows[1]).toMatchObject({ kind: "error", label });
    expect(steps[0]?.response.error).toEqual({ code, message });
  });

  test("an interrupted response shows both the status and the error", () => {
    const own = { _error: { code: "ECONNRESET", message: "read ECONNRESET", phase: "receive" as const } };
    const { arrows } = analyze(aTrace([anEntry({ own })]));
    expect(arrows[1]).toMatchObject({ kind: "error", label: "Response: 200 OK, then read ECONNRESET" });
  });

  test("a request without response and reason, as browsers write blocked requests", () => {
    expect(labels([anEntry({ status: 0, reason: "" })])[1]).toBe("No response");
  });
});

/** As browsers write it. */
function coarse(name: string, seconds: string, took: number): Entry {
  return anEntry({ url: `http://h/${name}`, took, own: { startedDateTime: `2026-11-23T00:00:${seconds}Z` } });
}

/** `a` for the request to `/a`, `/a` for its outcome. */
function order(entries: readonly Entry[]): readonly string[] {
  const { arrows, steps } = analyze(aTrace(entries));
  const paths = new Map(steps.map(({ id, request }) => [id, request.path]));
  return arrows.map(({ kind, step }: Arrow) => {
    const path = paths.get(step) ?? "";
    return kind === "request" ? path.slice(1) : path;
  });
}

function labels(entries: readonly Entry[]): readonly string[] {
  return analyze(aTrace(entries)).arrows.map(({ label }) => label);
}
