import { expect, test } from "vitest";

import { piecesOf } from "../../src/redact/long-pieces.ts";

test("pieces of a text cover it, each within the bound and the end of a value", () => {
  const text = `${"one line of words\n".repeat(20)}key="${"v".repeat(300)}"\n${"more words\n".repeat(10)}`;
  const pieces = Array.from(piecesOf(text, 0, 64));
  expect(pieces.at(0)?.toWhole(0)).toBe(0);
  for (const [index, { toWhole, text: piece }] of pieces.entries()) {
    const next = pieces[index + 1];
    if (next !== undefined) expect(next.toWhole(0)).toBeLessThan(toWhole(piece.length));
  }
  expect(pieces.at(-1)?.toWhole(pieces.at(-1)?.text.length ?? 0)).toBe(text.length);
});

test("pieces of a text show what encloses a long value, and where it ends", () => {
  const text = `key="${"v".repeat(300)}" and more`;
  const [first] = piecesOf(text, 0, 64);
  const [, value = ""] = /key="(v+)"/.exec(first?.text ?? "") ?? [];
  expect(value.length).toBeGreaterThan(10);
  expect(first?.toWhole(5 + value.length)).toBe(text.indexOf('" and'));
});
