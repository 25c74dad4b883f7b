import { describe, expect, test } from "vitest";

import { createNumbersBelow } from "../helpers/numbers.ts";
import { ENCODINGS } from "./encode.ts";
import { SOURCES, plant } from "./learned-from.ts";

/** Characters that are valid in a header, a cookie, and a URL. */
const LETTERS = Array.from("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~!$'()*+/:@^|&=<>%");

function createSecret(random: (below: number) => number, length: number): string {
  // Words at both ends: the text next to a secret must not become a part of it.
  return `k${Array.from({ length }, () => LETTERS[random(LETTERS.length)]).join("")}z`;
}

const planted = (() => {
  const random = createNumbersBelow(20_261_123);
  return Object.keys(SOURCES).flatMap((source) =>
    Object.keys(ENCODINGS).map((encoding) => plant(source, encoding, createSecret(random, 24 + random(30)))),
  );
})();

describe("secrets from each source, written in each encoding", () => {
  test("JSON stays JSON", () => {
    for (const { exchanges } of planted) expect(() => JSON.parse(exchanges[1]?.responseBody?.text ?? "")).not.toThrow();
  });

  // If a secret contains another one, there are two.
  test.each(Object.keys(SOURCES).filter((name) => !/base64|claim/.test(name)))(
    "one from a %s has one alias everywhere",
    (source) => {
      const { exchanges } = plant(source, "raw", "kA1b2C3d4E5f6G7h8z");
      const aliases = new Set(JSON.stringify(exchanges).match(/REDACTED-(?!user)[a-z]+-\d+/g));
      expect(aliases.size).toBe(1);
    },
  );

  test.each(Object.keys(ENCODINGS).filter((name) => !name.startsWith("base64")))(
    "%s does not reveal the length of the secret",
    (encoding) => {
      const shorter = plant("token header", encoding, "kA1b2C3d4E5f6G7h8z");
      const longer = plant("token header", encoding, "kA1b2C3d4E5f6G7h8iJ9k0L1m2N3o4P5q6R7s8z");
      expect(shorter.exchanges.map(({ responseBody }) => responseBody?.text)).toEqual(
        longer.exchanges.map(({ responseBody }) => responseBody?.text),
      );
    },
  );
});
