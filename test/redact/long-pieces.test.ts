import { expect, test } from "vitest";

import { piecesOf } from "../../src/redact/long-pieces.ts";

test.each([
  ["settings in one line", "password=REDACTED-password-12;", /(?<=password=)[^;]*/g],
  ["members", '{"password":"REDACTED-password-12"},', /(?<="password":")[^"]*/g],
  ["lines", "password = s3cr3t of joe\n", /(?<=password = )[^\n]*/g],
])("a match is found once and completely, wherever the text is split: %s", (_kind, unit, pattern) => {
  for (let shift = 0; shift < unit.length; shift += 1) {
    const text = `${"x".repeat(shift)} ${unit.repeat(60)}`;
    const found = Array.from(piecesOf(text, 512)).flatMap(({ text: piece, toWhole, from, to }) =>
      Array.from(piece.matchAll(pattern), ({ 0: value, index }) => ({
        start: toWhole(index),
        end: toWhole(index + value.length),
      })).filter(({ start }) => start >= from && start < to),
    );
    expect(found).toEqual(
      Array.from(text.matchAll(pattern), ({ 0: value, index }) => ({ start: index, end: index + value.length })),
    );
  }
});

test("pieces of a text show what encloses a long value, and where it ends", () => {
  const text = `key="${"v".repeat(300)}" and more`;
  const [first] = piecesOf(text, 64);
  const [, value = ""] = /key="(v+)"/.exec(first?.text ?? "") ?? [];
  expect(value.length).toBeGreaterThan(10);
  expect(first?.toWhole(5 + value.length)).toBe(text.indexOf('" and'));
});
