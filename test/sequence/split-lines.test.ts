import { expect, test } from "vitest";

import { splitLines } from "../../src/sequence/split-lines.ts";

test.each([
  ["a\nb\n", ["a\n", "b\n"]],
  ["a\nb", ["a\n", "b"]],
  ["\n\nb", ["\n", "\n", "b"]],
  ["", []],
])("the lines of %j keep their ends, and the last needs none", (text, lines) => {
  expect(splitLines(text)).toEqual(lines);
});
