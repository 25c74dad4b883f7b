import * as fc from "fast-check";
import { expect, test } from "vitest";

import { createGuardedTest } from "../../../src/redact/places/guarded-test.ts";
import { MAY_NEST } from "../../../src/redact/places/may-nest.ts";
import { MAY_HOLD } from "../../../src/redact/places/named.ts";
import { runsOf } from "../../helpers/runs.ts";

/** What the alternatives of both consist of, and what is between them. */
const PIECES = Array.from(
  new Set(
    [MAY_HOLD, MAY_NEST].flatMap(({ source }) => source.split(/[^\p{L}\d_$-]+/u).filter((piece) => piece !== "")),
  ),
);
const SIGNS = Array.from(` "'\`\\\n\r\t=:;,.|/?+-<>(){}[]*@#$%&!_0159ax`);

const texts = fc
  .array(
    fc.oneof(
      fc.constantFrom(...PIECES),
      fc.constantFrom(...SIGNS),
      fc.constantFrom(...PIECES).map((piece) => piece.toUpperCase()),
      fc.constantFrom(...PIECES).map((piece) => piece.slice(0, -1)),
      fc.string({ unit: "binary", maxLength: 3 }),
    ),
    { maxLength: 12 },
  )
  .map((pieces) => pieces.join(""));

test.each([
  ["named", MAY_HOLD],
  ["signs", MAY_NEST],
] as const)("the parts of the pattern of %s match where it does", (name, pattern) => {
  const matches = createGuardedTest(name, pattern);
  fc.assert(
    fc.property(texts, (text) => matches(text) === pattern.test(text)),
    { numRuns: runsOf(3000) },
  );
});

/** All pairs of letters, several times, but no word. */
const LETTERS = Array.from("abcdefghijklmnopqrstuvwxyz", (letter) =>
  Array.from("bcdfghjklmnpqrstvwxzaeiouy", (other) => `${letter}${other}`).join(""),
).join("_");

test.each<[RegExp, string, boolean]>([
  [/a|b/, "b", true],
  [/(?:ab|cd)e|f/, "cde", true],
  [/(?:ab|cd)e|f/, "ced", false],
  [/(?:ab|cd)+e/, "ababe", true],
  [/(?:a|b|)c/, "c", true],
  [/(?:a{1|b)1}/, "a{11}", true],
  [/^(?:a|b$)/, "xa", false],
  [/\d|[xy]/, "7", true],
  [/(?:^|: )x/m, "a\nx", true],
  [/(?:^|: )x/m, "ax", false],
  [/pass/i, "PASS", true],
  [/ł(?:a|b)/i, "ŁB", true],
  [/aa/, "a".repeat(20_000), true],
  [/ab/, "a".repeat(20_000), false],
  // More of the parts than are looked for one by one.
  [MAY_NEST, LETTERS, false],
  [MAY_NEST, `${LETTERS} --from-literal`, true],
])("whether %s matches %j: %j", (pattern, text, expected) => {
  const matches = createGuardedTest("named", pattern);
  // Nothing of one text is left for the next.
  expect([matches(text), matches(""), matches(text)]).toEqual([expected, pattern.test(""), expected]);
});
