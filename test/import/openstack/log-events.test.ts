import { expect, test } from "vitest";

import { readEvents } from "../../../src/import/openstack/log-events.ts";

const read = (line: string): readonly object[] => Array.from(readEvents(line));

test("a failed connection is to the URL in its message, and not to one behind it", () => {
  expect(read("Failure: no route to http://c:80/a: bad. Retrying in 1s")).toMatchObject([
    { kind: "failure", url: "http://c:80/a", message: "no route to http://c:80/a: bad" },
  ]);
  expect(read(`Failure: ${"x".repeat(3000)} http://c. Retrying in 1s`)).toMatchObject([{ url: "http://c" }]);
  expect(read("Failure: bad. Retrying in 1s http://later:80/x")).toMatchObject([{ kind: "text" }]);
});

test.each([
  ['http://c:80 "GET /a HTTP/1.1" 200 2', "http://c:80/a"],
  ['at(http://c:80 "GET /a HTTP/1.1" 200 2', "http://c:80/a"],
  ['connectionpool "GET http://c/a HTTP/1.1" 200 2', "http://c/a"],
  ['connectionpool "GET /a HTTP/1.1" 200 2', "/a"],
])("%s is about %s", (line, url) => {
  expect(read(line)).toMatchObject([{ kind: "wire", method: "GET", url, status: 200, length: 2 }]);
});

// With the square of the length, each would take minutes.
test.each(["Failure: http://a ", "Failure: ", "http://", "http://a. Retrying in Failure: "])(
  "a line that repeats %j is read in proportion to its length",
  (part) => {
    const line = part.repeat(Math.ceil(1_000_000 / part.length));
    expect(read(line)).toHaveLength(1);
  },
);

test.each([
  ["RESP STATUS: 503 no\u2028host", { kind: "response", status: 503, reason: "no\u2028host" }],
  ["RESP: [503] X-Why: no\u2028host", { kind: "response", headers: [{ name: "X-Why", value: "no\u2028host" }] }],
  ["HTTP/1.1 503 no\u2028host", { kind: "head", status: 503, reason: "no\u2028host" }],
])("%j keeps what follows a line separator", (line, event) => {
  expect(read(line)).toMatchObject([event]);
});
