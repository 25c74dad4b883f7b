import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { createFinder } from "../../../src/redact/vault/finder.ts";
import { replaceHits } from "../../../src/redact/vault/replace-hits.ts";

function replace(text: string, ...wanted: readonly string[]): string {
  const finder = createFinder<string>();
  for (const [index, one] of wanted.entries())
    finder.add({ text: one, encoding: "text", hasBreaks: false }, `<${index}>`);
  return replaceHits(text, finder.find(text), (label) => label);
}

describe("a finder", () => {
  test("replaces each text wherever it is", () => {
    expect(replace("abcdefabcdef x ghijklm", "abcdef", "ghijklm")).toBe("<0><0> x <1>");
  });

  test("of two texts that begin at one place, it takes the longer one, and of two that overlap, both", () => {
    expect(replace("abcdefgh", "abcdef", "abcdefgh")).toBe("<1>");
    expect(replace("abcdefgh", "abcdef", "bcdefgh")).toBe("<0>");
    expect(replace("xabcdefx", "abcdef", "xabcdefx")).toBe("<1>");
  });

  test("does not touch an alias", () => {
    expect(replace("REDACTED-token-~1 REDACTED", "REDACTED", "token-~1")).toBe("REDACTED-token-~1 <0>");
  });

  test("does not take a part of a number for a number", () => {
    expect(replace("9123456 1234567 0.123456 123456.7 123456. x123456", "123456")).toBe(
      "9123456 1234567 0.123456 123456.7 <0>. x<0>",
    );
  });

  test("leaves the text after it: line breaks, and digits that do not belong to an alias", () => {
    for (const end of ["\n2", "\r\nx", "%0A2", String.raw`\n`, String.raw`\\r\\n2`, "&#10;x", "=\n2"])
      expect(replace(`a secret${end}`, "secret")).toBe(`a <0>${end}`);
    expect(replace("secret2 secretx", "secret")).toBe("<0>_2 <0>x");
    expect(replace("sec\\nret-in-two-lines\n2", "secret-in-two-lines")).toBe("<0>\n2");
  });

  test("agrees with a search one by one", () => {
    // An alphabet of few letters, so that texts overlap and repeat.
    const text = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 200 });
    const wanted = fc.array(fc.string({ unit: fc.constantFrom("a", "b", "c"), minLength: 6, maxLength: 12 }));
    fc.assert(
      fc.property(text, wanted, (hay, needles) => {
        const replaced = replace(hay, ...needles);
        expect(replaced !== hay).toBe(needles.some((needle) => hay.includes(needle)));
        for (const needle of needles) expect(replaced).not.toContain(needle);
      }),
    );
  });

  test("finds each of many that begin and end alike", () => {
    const tokens = Array.from({ length: 20_000 }, (_, index) => `gAAAAABj-same-${index * 7919}-same-end`);
    expect(replace(tokens.join(" "), ...tokens)).toBe(tokens.map((_, index) => `<${index}>`).join(" "));
  });
});
