import * as fc from "fast-check";
import { expect, test } from "vitest";

import { createTokenFilter } from "../../../src/analyze/provenance/token-filter.ts";
import { visitTexts } from "../../../src/analyze/provenance/visit-texts.ts";

function list(json: string, wanted?: readonly string[]): readonly string[] {
  const values: string[] = [];
  visitTexts(json, (value) => values.push(value), wanted && createTokenFilter(wanted));
  return values;
}

test("no wanted value is missed, however the JSON is formatted or truncated", () => {
  fc.assert(
    fc.property(fc.json(), fc.constantFrom(undefined, 2, "\t"), fc.nat(), fc.nat(), (json, space, seed, cut) => {
      const whole = JSON.stringify(JSON.parse(json), null, space);
      const text = whole.slice(0, whole.length - (cut % 3));
      const values = list(text);
      const value = values[seed % (values.length || 1)];
      fc.pre(value !== undefined);
      expect(list(text, [value ?? ""])).toContain(value);
    }),
  );
});

test("other values are skipped, except values with an escape", () => {
  expect(list('{"id": 17, "name": "x", "more": ["y", "a\\"b", 1.5]}', ["x", "more"])).toEqual(["x", 'a"b']);
});
