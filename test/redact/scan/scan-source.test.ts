import { expect, test } from "vitest";

import { scanSource } from "../../../src/redact/scan/scan-source.ts";
import { scanText } from "../../../src/redact/scan/scan-text.ts";
import { serializeTrace } from "../../../src/trace/model/serialize.ts";
import { sourceOfText } from "../../../src/trace/stream/text-source.ts";
import { inTurn } from "../../analyze/an-entry.ts";

// Assembled here: the files of a project contain no secret.
const TOKEN = ["ghp", "16C7e42F292c6912E7710c838347Ae178B4a"].join("_");

const scan = (text: string): unknown => Array.from(scanSource(sourceOfText(text, "a")));

test("a trace is scanned exchange by exchange: findings and places are those of the whole", () => {
  const text = serializeTrace(
    inTurn({ answer: { password: "kanarienvogel" } }, { url: "http://a/한글", answer: {} }, { answer: `한 ${TOKEN}` }),
  );
  expect(scanText(text).length).toBeGreaterThanOrEqual(2);
  expect(scan(text)).toEqual(scanText(text));
  const onOneLine = JSON.stringify(JSON.parse(text));
  expect(scan(onOneLine)).toMatchObject(scanText(onOneLine).map(({ line, column, rule }) => ({ line, column, rule })));
});

test("exchanges that no command shows, because another list of them follows, are scanned too", () => {
  const text = serializeTrace(inTurn({ answer: `한 ${TOKEN}` }));
  const [, list = ""] = /"entries": (\[.*\n {4}\])/s.exec(text) ?? [];
  const twice = text.replace(list, () => `${list}, "entries": []`);
  expect(scan(text)).toHaveLength(1);
  expect(scan(twice)).toEqual(scan(text));
  expect(scan(twice.replace(/\}\s*$/, ', "log": {"entries": []}}'))).toEqual(scan(text));
});

const PIECE = 1000;

test("a long text is scanned in pieces that end with a line", () => {
  const line = "some words that say nothing at all.\n";
  const text = `${line.repeat(80)}token: ${TOKEN}\n${line.repeat(80)}x ${TOKEN} y\n`;
  expect(Array.from(scanSource(sourceOfText(text, "a"), { piece: PIECE }))).toEqual(scanText(text));
  expect(scanText(text).map((one) => one.line)).toEqual([81, 162]);
});

test("a line that is longer than a piece is split, and a match across the border is found, once", () => {
  for (const shift of [-300, -30, -8, 0, 200]) {
    const text = `${"word ".repeat((2 * PIECE + shift) / 5)}${TOKEN} ${"word ".repeat(1000)}`;
    const found = Array.from(scanSource(sourceOfText(text, "a"), { piece: PIECE }));
    expect(found.map(({ line, column }) => [line, column])).toEqual([[1, text.indexOf(TOKEN) + 1]]);
  }
});

test("an exchange that no string can hold is searched in pieces, and so is what is around exchanges", () => {
  const word = "word ".repeat(PIECE);
  const text = JSON.stringify({
    log: {
      comment: `${word}a: ${TOKEN} ${word}`,
      entries: [{ x: `${word}b: ${TOKEN} ${word}` }, { y: `c: ${TOKEN} d` }],
    },
  });
  const found = Array.from(scanSource(sourceOfText(text, "a"), { piece: PIECE, longest: 2 * PIECE }));
  const places = Array.from(text.matchAll(new RegExp(TOKEN, "g")), ({ index }) => index + 1);
  expect(found.map(({ line, column }) => [line, column])).toEqual(places.map((column) => [1, column]));
});
