import { describe, expect, test } from "vitest";

import { findChecked } from "../../../src/redact/formats/find-checked.ts";
import { scanText } from "../../../src/redact/scan/scan-text.ts";
import { knownAt } from "../../../src/sequence/known-at.ts";
import { importMessages } from "../../secrets/import-messages.ts";
import { type WireBody, aJson, aText } from "../../secrets/plant.ts";
import { createRandom } from "../../secrets/random.ts";

/** From the test vectors of BIP 39 (github.com/trezor/python-mnemonic), and an example of WIF (Bitcoin's wiki). */
const SECRETS = [
  "legal winner thank year wave sausage worth useful legal winner thank yellow",
  "letter advice cage absurd amount doctor acoustic avoid letter advice cage absurd amount doctor acoustic avoid letter advice cage absurd amount doctor acoustic bless",
  "KwdMAjGmerYanjeui5SHS7JkmpZvVipYvB2LJGU1ZxJwYvP98617",
  "5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTJ",
];

/** A checksum that is wrong, or words of prose. */
const OTHERS = [
  "legal winner thank year wave sausage worth useful legal winner thank year",
  "KwdMAjGmerYanjeui5SHS7JkmpZvVipYvB2LJGU1ZxJwYvP98618",
  "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa and 3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy",
  "people again talk about great things that never happen when nobody will listen",
];

const BODIES: readonly ((value: string) => WireBody)[] = [
  (value) => aText(value),
  (value) => aText(`2026-11-30 10:00:00 INFO restored from ${value}.\n`),
  (value) => aJson({ id: 1, x1: value }),
  (value) => aJson({ body: JSON.stringify({ note: `it is ${value}, again` }) }),
];

/** Ways in which programs print the words of a phrase. */
const LISTS: Readonly<Record<string, (words: readonly string[]) => string>> = {
  "words with commas": (words) => words.join(", "),
  "words with commas alone": (words) => words.join(","),
  lines: (words) => words.join("\n"),
  "lines of Windows": (words) => words.join("\r\n"),
  "three lines": (words) => words.map((word, index) => word + (index % 4 === 3 ? "\n" : " ")).join(""),
  "a numbered list": (words) => words.map((word, index) => `${index + 1}. ${word}`).join("\n"),
  "a numbered list in a line": (words) => words.map((word, index) => `${index + 1}) ${word}`).join("  "),
  "columns of numbers": (words) =>
    words.map((word, index) => `${String(index + 1).padStart(2)}. ${word.padEnd(9)}`).join(""),
  "marked lines": (words) => words.map((word) => ` - ${word}`).join("\n"),
  "capital letters": (words) => words.join(" ").toUpperCase(),
  hyphens: (words) => words.join("-"),
  underscores: (words) => words.join("_"),
  "a query": (words) => words.join("+"),
  "escapes of a query": (words) => words.join("%20"),
  "escaped lines": (words) => words.join("\\n"),
  "quoted words": (words) => words.map((word) => `"${word}"`).join(", "),
  apostrophes: (words) => words.map((word) => `'${word}'`).join(", "),
  "a list of HTML": (words) => words.map((word) => `<li>${word}</li>`).join(""),
  bars: (words) => words.join(" | "),
};

/** Words that would be a phrase by chance, if the checksum were all there is: one in sixteen is. */
function createCorpusOfWords(): string[][] {
  const random = createRandom("words");
  const all = [
    ...SECRETS.slice(0, 2).join(" ").split(" "),
    ..."people again talk about great things that never happen".split(" "),
  ];
  return Array.from({ length: 400 }, () => Array.from({ length: 12 }, () => random.pick(all)));
}

describe("secrets that a checksum proves", () => {
  test.for(SECRETS)("%s is masked wherever it is", (secret) => {
    expect(findChecked(secret).map(({ start, end }) => secret.slice(start, end))).toEqual([secret]);
    for (const write of BODIES) {
      const { text } = importMessages([{ responseBody: write(secret) }]);
      expect(text).not.toContain(secret);
      expect(scanText(text)).toEqual([]);
    }
  });

  test.for(OTHERS)("%s stays", (other) => {
    for (const write of BODIES) expect(importMessages([{ responseBody: write(other) }]).text).toContain(other);
  });

  test.for(Object.entries(LISTS))("a phrase is found as %s", ([, write]) => {
    for (const secret of SECRETS.slice(0, 2)) {
      const words = secret.split(" ");
      const list = write(words);
      expect(findChecked(list).map(({ rule }) => rule)).toEqual(["wallet-phrase"]);
      for (const body of [aText(list), aJson({ id: 1, x1: list }), aJson({ body: JSON.stringify({ note: list }) })]) {
        const { text } = importMessages([{ responseBody: body }]);
        expect(words.filter((word) => text.includes(word))).toEqual([]);
        expect(scanText(text)).toEqual([]);
      }
    }
  });

  test("a phrase is found as a list of JSON, and the body stays JSON", () => {
    const words = knownAt(SECRETS, 0).split(" ");
    for (const indent of [0, 2]) {
      const bytes = JSON.stringify({ id: 1, list: words, status: "ok" }, undefined, indent);
      const { trace } = importMessages([{ responseBody: aText(bytes, "application/json") }]);
      const text = trace.log.entries[0]?.response.content.text ?? "";
      expect(JSON.parse(text)).toEqual({ id: 1, list: [expect.stringMatching(/^REDACTED-secret-\d$/)], status: "ok" });
    }
  });

  test("words in alphabetical order, and a text whose words are separated differently, are none", () => {
    const { length } = createCorpusOfWords();
    expect(length).toBeGreaterThan(100);
    for (const words of createCorpusOfWords()) {
      expect(findChecked(words.toSorted().join(", "))).toEqual([]);
      expect(
        findChecked(
          words
            .join(", ")
            .replace(", ", "; ")
            .replace(/, (?=[^,]*$)/, "; "),
        ),
      ).toEqual([]);
    }
  });

  test("what only looks so is read once", () => {
    expect(findChecked("abandon ".repeat(100_000))).toEqual([]);
    expect(findChecked("K".repeat(1_000_000))).toEqual([]);
  });
});
