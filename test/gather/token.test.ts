import { expect, test } from "vitest";

import { toToken } from "../../src/gather/token.ts";

test("texts that differ little have different numbers, and none has 0", () => {
  const texts = Array.from({ length: 50_000 }, (_, index) => [
    `00-${"ab".repeat(16)}-${index.toString(16).padStart(16, "0")}-01`,
    `get-orders-${index}`,
    "a".repeat(600) + index,
  ]).flat();
  const tokens = new Set(texts.map(toToken));
  expect(tokens.size).toBe(texts.length);
  expect(Array.from(tokens).every((token) => Number.isSafeInteger(token - 1) && token > 0)).toBe(true);
  expect(toToken("")).not.toBe(toToken("\0"));
});
