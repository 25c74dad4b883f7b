import { describe, expect, test } from "vitest";

import { findChecked } from "../../../src/redact/formats/find-checked.ts";
import { scanText } from "../../../src/redact/scan/scan-text.ts";
import { importMessages } from "../../secrets/import-messages.ts";
import { type WireBody, aJson, aText } from "../../secrets/plant.ts";

/** From the test vectors of BIP 39 (github.com/trezor/python-mnemonic), and an example of WIF (Bitcoin's wiki). */
const SECRETS = [
  "legal winner thank year wave sausage worth useful legal winner thank yellow",
  "letter advice cage absurd amount doctor acoustic avoid letter advice cage absurd amount doctor acoustic avoid letter advice cage absurd amount doctor acoustic bless",
  "KwdMAjGmerYanjeui5SHS7JkmpZvVipYvB2LJGU1ZxJwYvP98617",
  "5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTJ",
];

/** A checksum that is wrong, or words of prose. */
const OTHERS = [
  "legal winner thank year wave sausage worth useful legal winner thank year",
  "KwdMAjGmerYanjeui5SHS7JkmpZvVipYvB2LJGU1ZxJwYvP98618",
  "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa and 3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy",
  "people again talk about great things that never happen when nobody will listen",
];

const BODIES: readonly ((value: string) => WireBody)[] = [
  (value) => aText(value),
  (value) => aText(`2026-11-30 10:00:00 INFO restored from ${value}.\n`),
  (value) => aJson({ id: 1, x1: value }),
  (value) => aJson({ body: JSON.stringify({ note: `it is ${value}, again` }) }),
];

describe("secrets that a checksum proves", () => {
  test.for(SECRETS)("%s is masked wherever it is", (secret) => {
    expect(findChecked(secret).map(({ start, end }) => secret.slice(start, end))).toEqual([secret]);
    for (const write of BODIES) {
      const { text } = importMessages([{ responseBody: write(secret) }]);
      expect(text).not.toContain(secret);
      expect(scanText(text)).toEqual([]);
    }
  });

  test.for(OTHERS)("%s stays", (other) => {
    for (const write of BODIES) expect(importMessages([{ responseBody: write(other) }]).text).toContain(other);
  });

  test("what only looks so is read once", () => {
    expect(findChecked("abandon ".repeat(100_000))).toEqual([]);
    expect(findChecked("K".repeat(1_000_000))).toEqual([]);
  });
});
