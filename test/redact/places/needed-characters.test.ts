import * as fc from "fast-check";
import { expect, test } from "vitest";

import { BLOCKS } from "../../../src/redact/places/block-values.ts";
import { DOCUMENT_SHAPES } from "../../../src/redact/places/document-shapes.ts";
import { SHAPES } from "../../../src/redact/places/named.ts";
import { charactersIn, mayMatch } from "../../../src/redact/places/needed-characters.ts";
import { TOLD } from "../../../src/redact/places/told-values.ts";

test.each<[RegExp, string, boolean]>([
  [/a=b/, "ab", false],
  [/a=b/, "b=a", false],
  [/a=b/, "A=B", true],
  [/A=é/i, "a=É", true],
  [/ab?c/, "ac", true],
  [/ab+c/, "abbbc", true],
  [/a\bb/, "ab", true],
  [/x(?:a|b){2}y/, "xaby", true],
  [/(?:ab|cb)d/, "cbd", true],
  [/(?:ab|cb)d/, "ab d", false],
  [/x(?:a|)y/, "xy", true],
  [/a(?:|b){2}c/, "abc", true],
  [/[ab]c/, "bc", true],
  [/x[ab]/, "x b", false],
  [/a=?b/, "ab", true],
  [/a={0,3}b/, "ab", true],
  [/a={2,3}?b/, "ab", false],
  [/a(?:=|:)b/, "ab", false],
  [/a(?:=|:)b/, "a:b", true],
  [/a(?:=|x)b/, "ab", false],
  [/a(?:=|x)b/, "axb", true],
  [/a(?:=|:)*b/, "ab", true],
  [/a(?=;)/, "a", true],
  [/a(?!;)/, "a", true],
  [/(?<quote>["'])a\k<quote>/, "a", false],
  [/(?<quote>["'])a\k<quote>/, "'a'", true],
  [/[^=]/, "a", true],
  [/[=a]/, "a", true],
  [/[+-z]/, "b", true],
  [/a|=/, "a", true],
  [/;|=/, "a", false],
  [/a\n/, "a", false],
  [/a\s/, "a b", true],
  [/[\]=]a/, "a", false],
  [/a(?:b(?:→|⇒))+/, "ab", false],
  [/a(?:b(?:→|⇒))+/, "ab→", true],
  [/\u0041/, "A", true],
  [/(?i:a)=/, "a", false],
  [/s=/i, "ſ:", false],
  [/[é→]a/i, "Éa", true],
  [/(?<==)a/, "a", true],
  [/(?:=|(?=:))a/, "a", true],
  [/(?:=|)a/, "a", true],
  [/a{,2}=/, "a=", false],
  [/\p{L}/u, "a", true],
])("whether %s may match in %j: %j", (pattern, text, answer) => {
  expect(mayMatch(pattern, charactersIn(text))).toBe(answer);
});

/** Characters that the shapes contain in addition to words, and that words for secrets contain. */
const PIECES =
  `password|token|secret|api_key|Authorization|Bearer |name|value|key|string|export |setPassword|s3cr3tV4lue99|"|'|\`|\\|\n|\r\n| |  |=|:|:=|=>|->|→|(|)|{|}|[|]|<|>|</|,|;|&|#|-|--|- |$|@|!|?|*|.|/|//|+|~|%|0|5`.split(
    /(?<!^)\|/,
  );

const PATTERNS = [
  ...SHAPES.map(({ pattern }) => pattern),
  ...DOCUMENT_SHAPES.flatMap(({ hint, pattern }) => [hint, pattern]),
  ...BLOCKS.map(([block]) => block),
  TOLD,
];

test("text that a shape of secrets matches has the characters that it needs", () => {
  const matched = new Set<RegExp>();
  const text = fc.array(fc.constantFrom(...PIECES), { minLength: 3, maxLength: 24 }).map((pieces) => pieces.join(""));
  fc.assert(
    fc.property(text, (own) => {
      const present = charactersIn(own);
      for (const pattern of PATTERNS) {
        if (own.search(pattern) < 0) continue;
        matched.add(pattern);
        expect([pattern.source, mayMatch(pattern, present)]).toEqual([pattern.source, true]);
      }
    }),
    { numRuns: 1500 },
  );
  expect(matched.size).toBeGreaterThan(10);
});
