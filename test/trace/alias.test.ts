import { expect, test } from "vitest";

import { createAliasNumbering } from "../../src/trace/alias.ts";

test("texts that differ in half of a surrogate pair stay different", () => {
  const { number } = createAliasNumbering();
  const texts = ["\ud800", "\ufffd", "\ud800"];
  expect(texts.map((text) => number(`${text} REDACTED-token-~7`))).toEqual(
    texts.map((text) => `${text} REDACTED-token-1`),
  );
});
