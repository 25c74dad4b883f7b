import { expect, test } from "vitest";

import { analyze } from "../../src/analyze/analyze.ts";
import { describeFirstFailure, listDetailsOfFirstFailure } from "../../src/analyze/first-failure.ts";
import { aTrace } from "../replay/a-trace.ts";
import { type EntryParts, inTurn } from "./an-entry.ts";

const say = (...parts: readonly EntryParts[]): string | undefined => describeFirstFailure(analyze(inTurn(...parts)));

test("reports what failed first, when, and how often it was retried", () => {
  const servers = { method: "POST", url: "http://a/servers", status: 403, took: 5 };
  expect(say({ url: "http://a/" }, servers, servers, servers, servers)).toMatch(
    /^First failure: \(4\) POST \/servers 403, 0\.\d s after start; then 3 retries$/,
  );
  expect(say({ url: "http://a/" }, servers, { ...servers, status: 200 }, servers)).toMatch(/; then 1 retry$/);
});

test("nothing if all calls succeeded, and no retries if there were none", () => {
  expect(say({ url: "http://a/" })).toBeUndefined();
  expect(say({ url: "http://a/1", status: 404 }, { url: "http://a/2", status: 404 })).toMatch(
    /404, \S+ s after start$/,
  );
});

test.each([
  [200, "5", "grpc-status 5 NOT_FOUND"],
  [200, "99", "grpc-status 99"],
  [503, "14", "503"],
])("for a gRPC call with status %s and grpc-status %s reports %s", (status, code, outcome) => {
  const failed = { url: "http://a/s/Get", status, headers: [["grpc-status", code]] } as const;
  const whole = { ...failed, status: 200, headers: [["grpc-status", "0"]] } as const;
  expect(describeFirstFailure(analyze(aTrace(whole, failed)))).toContain(`GET /s/Get ${outcome}, `);
});

test("names the header values that support teams request, in any case", () => {
  const headers = [
    ["X-OpenStack-Request-ID", "req-1"],
    ["CF-RAY", "8a-FRA"],
    ["x-amzn-RequestId", "9c"],
    ["traceparent", "00-1-2-01"],
    ["X-Request-Id", ""],
    ["X-Idea", "none"],
  ] as const;
  const ids = listDetailsOfFirstFailure(analyze(aTrace({ url: "/a", status: 500, headers })));
  expect(ids).toEqual([
    "X-OpenStack-Request-ID: req-1",
    "CF-RAY: 8a-FRA",
    "x-amzn-RequestId: 9c",
    "traceparent: 00-1-2-01",
  ]);
});
