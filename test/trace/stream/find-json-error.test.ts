import * as fc from "fast-check";
import { expect, test } from "vitest";

import { findJsonError } from "../../../src/trace/stream/find-json-error.ts";
import { sourceOfText } from "../../../src/trace/stream/text-source.ts";

const find = (text: string): number => findJsonError(sourceOfText(text, "a.har"));

test("finds the position at which a text was truncated", () => {
  fc.assert(
    fc.property(fc.json(), fc.nat(), (json, seed) => {
      const cut = json.slice(0, seed % json.length);
      // A truncated number may still be a number.
      fc.pre(!isJson(cut));
      expect(find(cut)).toBe(cut.length);
    }),
  );
});

test("finds an invalid character, at any depth", () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue(), { minLength: 1 }), fc.nat({ max: 20_000 }), (values, depth) => {
      const before = `${"[".repeat(depth)}${JSON.stringify(values, null, 1)}`;
      expect(find(`${before}?${"]".repeat(depth)}`)).toBe(before.length);
    }),
  );
});

test("agrees with the position that V8 reports, if it reports one", () => {
  for (const text of [
    '{"a" 1}',
    '{"a":1,}',
    "[1 2]",
    "{a:1}",
    '["\t"]',
    "[01]",
    '{"a":1}}',
    '"a',
    '{"a":"b"',
    "[true",
  ]) {
    const position = /position (\d+)/.exec(messageOfV8(text))?.[1];
    expect([text, find(text)]).toEqual([text, Number(position)]);
  }
});

function isJson(text: string): boolean {
  return messageOfV8(text) === "";
}

function messageOfV8(text: string): string {
  try {
    JSON.parse(text);
    return "";
  } catch (error) {
    return String(error);
  }
}
