import { describe, expect, test } from "vitest";

import { findNamed } from "../../../src/redact/places/named.ts";

const found = (text: string): string[] => findNamed(text).map(({ start, end }) => text.slice(start, end));

describe("values after the word for a secret", () => {
  test.each([
    'auth;desc="token kq7f3m2x9z8w1b4n6z"',
    '199 - "password kq7f3m2x9z8w1b4n6z"',
    'level=error msg="access token kq7f3m2x9z8w1b4n6z rejected"',
    "rejected: api key `kq7f3m2x9z8w1b4n6z` is unknown",
    "refresh token (kq7f3m2x9z8w1b4n6z) reused",
    "token=<kq7f3m2x9z8w1b4n6z>",
    "secret: [kq7f3m2x9z8w1b4n6z]",
  ])("%s", (text) => {
    expect(found(text)).toContain("kq7f3m2x9z8w1b4n6z");
  });

  test.each([
    "error: secret postgresql15creds not found",
    'origin;desc="key rotation2026 done"',
    "the password policy2026edition applies",
    "token kubernetes1certs.example.org expired",
    "secret 4bf92f35-77b3-4da6-a3ce-929d0e0e4736 is gone",
    "token sha256digest was computed",
  ])("%s stays", (text) => {
    expect(found(text)).toEqual([]);
  });
});
