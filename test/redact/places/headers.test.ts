import { expect, test } from "vitest";

import { maskHeaders } from "../../../src/redact/places/headers.ts";
import { createVault } from "../../../src/redact/vault/vault.ts";

test("a value that one recording learned from a header is learned by the next one too", () => {
  const inner = "kiH1D3Q0ctNi7sogciFI3jHGe7bHSz".repeat(3);
  const value = `-----BEGIN%20PRIVATE%20KEY-----%0A${inner}%0A-----END%20PRIVATE%20KEY-----`;
  for (const recording of ["first", "second"]) {
    const vault = createVault();
    const headers = ["X-Client-Cert", value];
    maskHeaders(headers, vault);
    expect([recording, vault.sweep(headers[1] ?? "")]).toEqual([recording, expect.not.stringContaining(inner)]);
  }
});
