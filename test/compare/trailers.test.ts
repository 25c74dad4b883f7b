import { expect, test } from "vitest";

import { compare } from "../../src/compare/compare.ts";
import { findFirstCause } from "../../src/compare/first-cause.ts";
import type { Comparison } from "../../src/compare/types.ts";
import type { Trace } from "../../src/trace/model/types.ts";
import { recordingOf } from "./an-exchange.ts";

/** Two gRPC calls; the second has these trailers, or these headers in a response without anything else. */
function aRun(trailers: Readonly<Record<string, string>>, headers: Readonly<Record<string, string>> = {}): Trace {
  const { log } = recordingOf({ url: "http://a.example/s/Get" }, { url: "http://a.example/s/List", headers });
  const _trailers = Object.entries(trailers).map(([name, value]) => ({ name, value }));
  const entries = log.entries.map((entry, index) =>
    index === 1 ? { ...entry, response: { ...entry.response, _trailers } } : entry,
  );
  return { log: { ...log, entries } };
}

const messagesOf = ({ steps }: Comparison): readonly string[] =>
  steps.flatMap(({ differences }) => differences.map(({ message }) => message));

test("a failed gRPC call is another kind of outcome, although its status is 200", () => {
  const comparison = compare(aRun({ "grpc-status": "0" }), aRun({ "grpc-status": "7", "grpc-message": "no" }));
  expect(messagesOf(comparison)).toEqual([
    "response status changed from 200 OK to 200 OK, gRPC 7 PERMISSION_DENIED",
    "response header grpc-message was added",
  ]);
  expect(findFirstCause(comparison)?.because).toBe("a missing call or another kind of status can explain the rest");
});

test("the status in headers alone is the same outcome", () => {
  const comparison = compare(aRun({ "grpc-status": "5" }), aRun({}, { "grpc-status": "5" }));
  expect(messagesOf(comparison)).toEqual(["response header grpc-status was added"]);
});

test.each([
  ["another code", { "grpc-status": "5" }, { "grpc-status": "14" }, 1],
  ["the same", { "grpc-status": "0", "x-a": "1" }, { "x-a": "1", "grpc-status": "0" }, 0],
  ["another checksum", { "x-checksum": "aa" }, { "x-checksum": "bb" }, 1],
  ["another time", { date: "Mon, 23 Nov 2026 10:00:00 GMT" }, { date: "Mon, 23 Nov 2026 11:00:00 GMT" }, 0],
  ["one that is missing", { "x-a": "1" }, {}, 1],
])("in trailers, %s counts as in headers", (_what, before, after, count) => {
  expect(messagesOf(compare(aRun(before), aRun(after)))).toHaveLength(count);
});
