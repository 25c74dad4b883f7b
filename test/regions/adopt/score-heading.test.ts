import { expect, test } from "vitest";

import type { AdoptedArrow } from "../../../src/regions/adopt/adopted-arrow.ts";
import { matchHeadings } from "../../../src/regions/adopt/match-headings.ts";
import { listHeadings, readPageLines } from "../../../src/regions/adopt/page-lines.ts";
import { parsePage } from "../../../src/regions/parse-page.ts";

const CALLS = [
  ["POST", "/v1/token", "/v1/token", 201, ""],
  ["GET", "/v1/orders/{order_id}", "/v1/orders/3f2b8c1e", 200, "Show the order"],
  ["GET", "/v1/orders/{order_id}", "/v1/orders/3f2b8c1e", 200, "Show the order"],
  ["DELETE", "/v1/orders/{order_id}", "/v1/orders/3f2b8c1e", 204, ""],
] as const;

const ARROWS = CALLS.flatMap(([method, path, recordedPath, status, name], index): AdoptedArrow[] => {
  const call = { step: `s${index}`, method, path, recordedPath, status, name };
  return [
    { ...call, number: index * 2 + 1, kind: "request" },
    { ...call, number: index * 2 + 2, kind: "response" },
  ];
});

/** The arrow numbers of headings: `1`, or `3?` if another arrow would fit as well. */
function match(page: string): readonly string[] {
  const lines = readPageLines(parsePage(page));
  return matchHeadings(listHeadings(lines), ARROWS).map(
    ({ arrow, isSure, heading }) => `${arrow.number}${isSure ? "" : "?"} ${heading.text}`,
  );
}

test.each([
  ["### (1) POST /v1/token", "1 (1) POST /v1/token"],
  ["## POST `/v1/token` {#token}", "1 POST /v1/token"],
  ["### (1) POST http://shop.example/v1/token?x=1", "1 (1) POST http://shop.example/v1/token?x=1"],
  ["### Create a token: POST /v1/token", "1 Create a token: POST /v1/token"],
  ["**(1) POST /v1/token**", "1 (1) POST /v1/token"],
  ["=== (1) POST /v1/token", "1 (1) POST /v1/token"],
  ["(1) POST /v1/token\n---", "1 (1) POST /v1/token"],
  ["### (5) GET /v1/orders/:id", "5 (5) GET /v1/orders/:id"],
  ["### (5) GET /v1/orders/&#60;id&#62;", "5 (5) GET /v1/orders/<id>"],
  ["### (5) Show the order", "5 (5) Show the order"],
  ["### GET /v1/orders/{id}", "3? GET /v1/orders/{id}"],
  ["### (9) GET /v1/orders/{id}", "3? (9) GET /v1/orders/{id}"],
  ["### (7) DELETE /proxy/v1/orders/3f2b8c1e", "7 (7) DELETE /proxy/v1/orders/3f2b8c1e"],
  ["### (3) What comes next", "3? (3) What comes next"],
  ["### (2) 201 Created /v1/token", "2 (2) 201 Created /v1/token"],
])("%s", (heading, wanted) => {
  expect(match(heading)).toEqual([wanted]);
});

test.each([
  "### POST /v1/orders",
  "### (1) GET /v1/token",
  "### (2) 404 Not Found",
  "### GET /",
  "## Output",
  '=== "Header"',
  "```http\n### (1) POST /v1/token\n```",
  "---\n# (1) POST /v1/token\n---",
  "A line\n- (1) POST /v1/token",
])("%s is not the heading of an arrow", (page) => {
  expect(match(page)).toEqual([]);
});

test("responses belong to the request above them, and no assignments cross", () => {
  const page =
    "### POST /v1/token\n\n### 201 Created\n\n### (5) GET /v1/orders/{id}\n\n### 200 OK\n\n### POST /v1/token\n";
  expect(match(page)).toEqual(["1 POST /v1/token", "2 201 Created", "5 (5) GET /v1/orders/{id}", "6 200 OK"]);
});
