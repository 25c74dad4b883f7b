import { expect, test } from "vitest";

import { createVault } from "../../src/redact/vault/vault.ts";
import { copyText } from "../../src/sequence/remember-texts.ts";

test.each(["plain", "é한😀", "\ud800", "a\udc00b\ufffd", "\ude00\ud83d"])("a copy of %j is the same text", (text) =>
  expect(copyText(text)).toBe(text),
);

test("a text with half of a surrogate pair, in which nothing was found, is not taken for one with a secret", () => {
  const vault = createVault();
  vault.mask("k3f9\ufffdDk2LmQ0xZ7", "password");
  expect(vault.sweep("is k3f9\ud800Dk2LmQ0xZ7")).toBe("is k3f9\ud800Dk2LmQ0xZ7");
  expect(vault.sweep("is k3f9\ufffdDk2LmQ0xZ7")).toBe("is REDACTED-password-~1");
});
