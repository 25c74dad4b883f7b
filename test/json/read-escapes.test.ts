import { assert, property, string } from "fast-check";
import { expect, test } from "vitest";

import { readEscapes } from "../../src/json/read-escapes.ts";
import { runsOf } from "../helpers/runs.ts";

test.each([
  [String.raw`"\ud55c\uAD6D \u2013 na\u00efve"`, `"한국 – naïve"`],
  [String.raw`"\u003cb\u003e \u0026"`, `"<b> &"`],
  [String.raw`"\ud83d\ude00"`, `"😀"`],
  // A character that ends a string, begins an escape, or is not a letter after an escaped backslash.
  [String.raw`"\u0022 \u005c \\u0041 \n \/"`, String.raw`"\u0022 \u005c \\u0041 \n \/"`],
  // Invisible characters.
  [
    String.raw`"\u0000 \u00a0 \u202e \u200b \u3164 \ud83d \ude00"`,
    String.raw`"\u0000 \u00a0 \u202e \u200b \u3164 \ud83d \ude00"`,
  ],
])("%s is shown as %s", (json, shown) => {
  expect(readEscapes(json)).toBe(shown);
});

test("any text keeps its meaning", () => {
  const escaped = string({ unit: "binary" }).map((text) => {
    return JSON.stringify(text).replaceAll(/[^ -~]|[<&A]/g, (one) =>
      Array.from({ length: one.length }, (_, at) => `\\u${one.charCodeAt(at).toString(16).padStart(4, "0")}`).join(""),
    );
  });
  assert(
    property(escaped, (json) => JSON.parse(readEscapes(json)) === JSON.parse(json)),
    { numRuns: runsOf(300) },
  );
});
