import { expect, test } from "vitest";

import type { BodyView } from "../../src/analyze/types.ts";
import { describeStaleHighlight, findStaleHighlights } from "../../src/page/stale-highlights.ts";
import { aWalkthrough, jsonBody, textBody } from "../helpers/a-walkthrough.ts";

function stepsWith(body: BodyView) {
  return aWalkthrough([{ id: "show", response: { headers: [{ name: "X-Subject-Token", value: "t" }], body } }]).steps;
}

function describeAll(body: BodyView, ...selectors: readonly string[]): readonly string[] {
  return findStaleHighlights(stepsWith(body), { show: { response: selectors } }).map(describeStaleHighlight);
}

test("highlights that match the trace are not a finding, in any case of a header's name, and after the longest block", () => {
  const long = jsonBody(JSON.stringify({ list: Array.from({ length: 1000 }, () => 1), "a/b": 1 }));
  expect(describeAll(long, "x-SUBJECT-token", "/list/999", "/a~1b")).toEqual([]);
});

test("a removed field or header is reported with the nearest name", () => {
  expect(
    describeAll(jsonBody('{"image": {"a/visibility": 1}}'), "/a~1visibility", "X-Subject-Tokem", "/other"),
  ).toEqual([
    'cannot highlight /a~1visibility: it is not in the response of "show". Did you mean "/image/a~1visibility"?',
    'cannot highlight header X-Subject-Tokem: it is not in the response of "show". Did you mean "X-Subject-Token"?',
    'cannot highlight /other: it is not in the response of "show"',
  ]);
  expect(describeAll(textBody("no JSON"), "/a")).toHaveLength(1);
});

test("fields of a truncated body are not judged", () => {
  expect(describeAll({ ...jsonBody('{"a": [1,'), cut: { size: 9999, sha256: "" } }, "/b")).toEqual([]);
});

test("a removed step is reported for each of its selectors, with their positions", () => {
  const stale = findStaleHighlights(stepsWith(jsonBody("{}")), { shown: { request: ["Accept", "/a"] }, "get-x": {} });
  expect(stale).toEqual([
    { step: "shown", part: "request", selector: "Accept", index: 0, gone: "step", nearest: "show" },
    { step: "shown", part: "request", selector: "/a", index: 1, gone: "step", nearest: "show" },
  ]);
  expect(stale.map(describeStaleHighlight)[1]).toBe(
    'cannot highlight /a of the request of "shown": the trace has no such step. Did you mean "show"?',
  );
});
