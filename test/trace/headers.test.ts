import { expect, test } from "vitest";

import { findFlatHeader, findHeader, listHeaders } from "../../src/trace/headers.ts";

const headers = [
  { name: "Set-Cookie", value: "a=1" },
  { name: "LOCATION", value: "/a" },
  { name: "set-cookie", value: "b=2" },
];
const flat = headers.flatMap(({ name, value }) => [name, value]);

test("a name counts in any case; if there are several, the first", () => {
  expect(findHeader(headers, "location")).toBe("/a");
  expect(findHeader(headers, "set-cookie")).toBe("a=1");
  expect(listHeaders(headers, "set-cookie")).toEqual(["a=1", "b=2"]);
  expect(findHeader(headers, "cookie")).toBeUndefined();
});

test("a value of a flat list is never mistaken for a name", () => {
  expect(findFlatHeader(flat, "location")).toBe("/a");
  expect(findFlatHeader(["x", "location", "y", "z"], "location")).toBeUndefined();
});
