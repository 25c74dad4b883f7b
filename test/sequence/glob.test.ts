import { expect, test } from "vitest";

import { createGlob } from "../../src/sequence/glob.ts";

test.for([
  ["/v1/*", "/v1/books", true],
  ["/v1/*", "/v1/books/7", false],
  ["/v1/**", "/v1/books/7", true],
  ["/v1/**", "/v1/", true],
  ["/v1/**", "/v1", false],
  ["**/items", "/v1/cart/items", true],
  ["**/items", "/v1/cart/items/7", false],
  ["*.example.com", "api.shop.example.com", true],
  ["*.example.com", "example.com", false],
  ["/a.c", "/abc", false],
  ["/a+[b](c)", "/a+[b](c)", true],
  ["/🙂*", "/🙂b", true],
  ["", "", true],
  ["*", "", true],
  ["", "a", false],
] as const)("%j and %j: %j", ([pattern, text, isLike]) => {
  expect(createGlob(pattern)(text)).toBe(isLike);
});

test("many stars take no more than the product of the lengths", () => {
  expect(createGlob(`${"*a".repeat(40)}b`)("a".repeat(20_000))).toBe(false);
});
