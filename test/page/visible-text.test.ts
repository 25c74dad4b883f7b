import * as fc from "fast-check";
import { expect, test } from "vitest";

import { showInvisible, showOnOneLine } from "../../src/page/visible-text.ts";

test.each([
  ["\u001B[31mred", "␛[31mred"],
  ["\0\u0002\u0003\u007F", "␀␂␃␡"],
  ["a\rb", "a␍b"],
  ["a\u2028b\u0085c\u202Ed\uFEFFe\u200Bf\u00ADg", String.raw`a\u2028b\u0085c\u202ed\ufeffe\u200bf\u00adg`],
  ["a\u{E0041}b\uFFFEc\u206Ad", String.raw`a\u{e0041}b\ufffec\u206ad`],
  ["\uD800 alone", String.raw`\ud800 alone`],
  ["한글 🚀 👩‍👩‍👧 é", "한글 🚀 👩‍👩‍👧 é"],
  ["tab\tand\nline", "tab\tand\nline"],
])("%j shows as %j", (text, shown) => {
  expect(showInvisible(text)).toBe(shown);
});

test("on one line, tabs and line feeds become visible too", () => {
  expect(showOnOneLine("a\tb\nc")).toBe("a␉b␊c");
});

test("visible text needs no further change, and survives UTF-8", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const shown = showOnOneLine(text);
      expect(showOnOneLine(shown)).toBe(shown);
      expect(Buffer.from(shown).toString()).toBe(shown);
    }),
  );
});
