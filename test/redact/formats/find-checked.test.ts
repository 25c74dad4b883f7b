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

/** A wrong checksum, or words of prose. */
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

/** Words that would pass as a phrase by chance if the checksum were the only test: one of sixteen is. */
function createCorpusOfWords(): string[][] {
  const random = createRandom("words");
  const all = [
    ...SECRETS.slice(0, 2).join(" ").split(" "),
    ..."people again talk about great things that never happen".split(" "),
  ];
  return Array.from({ length: 400 }, () => Array.from({ length: 12 }, () => random.pick(all)));
}

const PHRASE = knownAt(SECRETS, 0);

/** In lines of four words. */
function wrap(phrase: string): string {
  return phrase.replaceAll(/((?:\w+ ){3}\w+) /g, "$1\n");
}

/** A phrase after another word of the standard that does not belong to it. */
const BEHIND_WORDS: readonly (readonly [string, string])[] = [
  ["text/csv", `main,${PHRASE}\n`],
  ["text/csv", `1,secret,${PHRASE}\n2,main,${PHRASE}\n`],
  ["text/csv", `fee;${PHRASE}\n`],
  ["text/html", `<p>main, ${PHRASE}</p>`],
  ["application/json", JSON.stringify({ text: `main, ${PHRASE}` })],
  ["application/json", JSON.stringify(["main", PHRASE])],
  ["text/plain", `seed phrase\n${PHRASE.replaceAll(" ", "\n")}\nkeep it\n`],
  ["text/plain", `seed phrase, ${PHRASE.replaceAll(" ", ", ")}. Keep it.\n`],
  ["text/plain", `seed phrase\n${PHRASE.split(" ").join("\n- ")}\n`],
  ["text/plain", `Recovery phrase\n${wrap(PHRASE)}\nWrite them down\n`],
];

/** Several phrases, which together have more words than a single one can have. */
const SEVERAL: Readonly<Record<string, string>> = {
  "six of twelve words, one a line": `${PHRASE}\n`.repeat(6),
  "three of twenty-four words, one a line": `${knownAt(SECRETS, 1)}\n`.repeat(3),
  "six lists of lines": `${PHRASE.replaceAll(" ", "\n")}\n\n`.repeat(6),
  "six lists of three lines": `${PHRASE.split(" ")
    .map((word, index) => word + (index % 4 === 3 ? "\n" : " "))
    .join("")}\n`.repeat(6),
  "six rows of a table": `${PHRASE.replaceAll(" ", ",")}\n`.repeat(6),
};

/** Words of JSON lists with their surroundings. */
const ITEMS: readonly ((word: string, index: number) => string)[] = [
  (word) => word,
  (word, index) => `${index + 1}. ${word}`,
  (word) => `${word}   `,
  (word) => `- ${word} `,
];

/** Everyday words that are all in the standard: in an order of their own, as people list them. */
const EVERYDAY =
  "music fashion travel sport food health family garden kitchen camera phone car art book movie science history nature ocean river mountain forest " +
  "desert island dog cat horse eagle tiger lion dolphin apple banana orange lemon cherry bread pizza salad soup coffee sugar salt gold silver iron";

function listEveryday(size: number): string[][] {
  const random = createRandom(`everyday ${size}`);
  return Array.from({ length: 60 }, () => {
    const left = EVERYDAY.split(" ");
    return Array.from({ length: size }, () => left.splice(random.below(left.length), 1).join(""));
  });
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

  test.for(BEHIND_WORDS)("a phrase is masked after another word of the standard: %s %s", ([type, body]) => {
    const { trace } = importMessages([{ responseBody: aText(body, type) }]);
    const text = trace.log.entries[0]?.response.content.text ?? "";
    expect(PHRASE.split(" ").filter((word) => text.includes(word))).toEqual([]);
    expect(scanText(text)).toEqual([]);
  });

  test.for(Object.entries(SEVERAL))("each of several phrases is masked: %s", ([, list]) => {
    const words = SECRETS.slice(0, 2).join(" ").split(" ");
    for (const body of [aText(list), aJson({ id: 1, x1: list })]) {
      const { text } = importMessages([{ responseBody: body }]);
      expect(words.filter((word) => text.includes(word))).toEqual([]);
      expect(scanText(text)).toEqual([]);
    }
  });

  test("a phrase is masked completely, though words before it and its first ones seem to be one", () => {
    const phrase = knownAt(SECRETS, 1);
    for (const words of listEveryday(2)) {
      const line = `${words.join(" ")} ${phrase}`;
      const masked = findChecked(line).map(({ start, end }) => line.slice(start, end));
      expect(masked.join()).toContain(phrase);
    }
  });

  test.for(ITEMS.map((write) => [write("legal", 0), write] as const))(
    "a phrase is masked as strings of a list of JSON: %j",
    ([, write]) => {
      const words = PHRASE.split(" ");
      const { trace } = importMessages([{ responseBody: aJson({ w: words.map(write) }) }]);
      const text = trace.log.entries[0]?.response.content.text ?? "";
      expect(words.filter((word) => text.includes(word))).toEqual([]);
      expect(scanText(text)).toEqual([]);
      expect(JSON.parse(text)).toEqual({ w: [expect.stringContaining("REDACTED-secret-1")] });
    },
  );

  test("lists of everyday words stay", () => {
    for (const size of [13, 14, 16, 17, 20, 30, 40])
      for (const words of listEveryday(size))
        for (const list of [
          JSON.stringify(words),
          words.join(", "),
          words.join("\n"),
          words.map((one) => `- ${one}`).join("\n"),
        ])
          expect(findChecked(list)).toEqual([]);
  });

  test("lists of everyday words that are as long as a phrase stay under a name that says so", () => {
    for (const name of ["tags", "userTags", "keywords", "categories"])
      for (const words of listEveryday(12))
        for (const json of [JSON.stringify({ [name]: words }), JSON.stringify({ [name]: words }, undefined, 2)])
          for (const body of [json, JSON.stringify({ body: json })]) expect(findChecked(body)).toEqual([]);
    expect(findChecked(JSON.stringify({ words: PHRASE.split(" ") }))).toHaveLength(1);
  });

  test("phrases that follow each other in one list are masked, whatever it is called", () => {
    for (const name of ["words", "tags"])
      for (const count of [2, 3, 4]) {
        const words = Array.from({ length: count }, () => PHRASE.split(" ")).flat();
        const json = JSON.stringify({ [name]: words });
        const masked = findChecked(json).map(({ start, end }) => json.slice(start, end));
        expect(masked).toEqual([words.join('","')]);
      }
  });

  test("a phrase of twenty-four words is masked under any name", () => {
    const words = knownAt(SECRETS, 1).split(" ");
    expect(words).toHaveLength(24);
    expect(findChecked(JSON.stringify({ tags: words }))).toHaveLength(1);
  });

  test("twenty-four everyday words under a name that says so nearly always stay", () => {
    const found = listEveryday(24).filter((words) => findChecked(JSON.stringify({ tags: words })).length > 0);
    expect(found.length).toBeLessThan(3);
  });

  test("twelve everyday words within a longer list stay", () => {
    for (const words of listEveryday(12)) {
      expect(findChecked(JSON.stringify(["xylophone", ...words, "yoga"]))).toEqual([]);
      expect(findChecked(["yoga", ...words, "xylophone"].join(", "))).toEqual([]);
    }
  });

  test("words in alphabetical order, and a text whose words are separated differently, are not a phrase", () => {
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

  test("text that only looks like it is read once", () => {
    expect(findChecked("abandon ".repeat(100_000))).toEqual([]);
    expect(findChecked("K".repeat(1_000_000))).toEqual([]);
  });
});
