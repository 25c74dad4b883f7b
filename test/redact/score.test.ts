import { describe, expect, test } from "vitest";

import { ENCODINGS } from "./encode.ts";
import { DECOYS, SOURCES, artefactsOf, plant } from "./score.ts";

/** Mulberry32: the same numbers every time. */
function createRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** What a header, a cookie and a URL may all hold. */
const LETTERS = Array.from("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~!$'()*+/:@^|&=<>%");

function createSecret(random: (below: number) => number, length: number): string {
  // Words at both ends: what stands beside it must not become a part of it.
  return `k${Array.from({ length }, () => LETTERS[random(LETTERS.length)]).join("")}z`;
}

const SECRETS_EACH = 3;

const planted = (() => {
  const random = createRandom(20_261_123);
  return Object.keys(SOURCES).flatMap((source) =>
    Object.keys(ENCODINGS).flatMap((encoding) =>
      Array.from({ length: SECRETS_EACH }, () => plant(source, encoding, createSecret(random, 24 + random(30)))),
    ),
  );
})();

describe("planted secrets", () => {
  test("none is left in any artefact, in its encoding or as it is; decoys stay", async () => {
    const leaks = new Set<string>();
    let decoys = 0;
    for (const { source, encoding, secret, exchanges } of planted) {
      const artefacts = await artefactsOf(exchanges);
      const echo = ENCODINGS[encoding]?.(secret) ?? "";
      // Base64 beside other text may keep what is not the secret's.
      const core = echo.slice(8, -8);
      for (const [name, text] of Object.entries(artefacts)) {
        if (text.includes(core) || text.includes(secret)) leaks.add(`${name}: ${encoding} from ${source}`);
      }
      decoys += Object.values(DECOYS).filter((decoy) => artefacts["trace"]?.includes(decoy)).length;
    }
    console.log(
      `| planted | encodings | sources | places left | decoys kept |\n|---|---|---|---|---|\n` +
        `| ${planted.length} × 4 places × 5 artefacts | ${Object.keys(ENCODINGS).length} | ${Object.keys(SOURCES).length} ` +
        `| ${leaks.size} | ${decoys} of ${planted.length * Object.keys(DECOYS).length} |`,
    );
    expect([...leaks]).toEqual([]);
    expect(decoys).toBeGreaterThanOrEqual(planted.length * Object.keys(DECOYS).length * 0.99);
  }, 120_000);

  test("JSON stays JSON", () => {
    for (const { exchanges } of planted) expect(() => JSON.parse(exchanges[1]?.responseBody?.text ?? "")).not.toThrow();
  });

  // Where a secret holds another, there are two.
  test.each(Object.keys(SOURCES).filter((name) => !/base64|claim/.test(name)))(
    "one from a %s has one alias everywhere",
    (source) => {
      const { exchanges } = plant(source, "raw", "kA1b2C3d4E5f6G7h8z");
      const aliases = new Set(JSON.stringify(exchanges).match(/REDACTED-(?!user)[a-z]+-\d+/g));
      expect(aliases.size).toBe(1);
    },
  );

  test.each(Object.keys(ENCODINGS).filter((name) => !name.startsWith("base64")))(
    "%s does not tell the length of the secret",
    (encoding) => {
      const shorter = plant("token header", encoding, "kA1b2C3d4E5f6G7h8z");
      const longer = plant("token header", encoding, "kA1b2C3d4E5f6G7h8iJ9k0L1m2N3o4P5q6R7s8z");
      expect(shorter.exchanges.map(({ responseBody }) => responseBody?.text)).toEqual(
        longer.exchanges.map(({ responseBody }) => responseBody?.text),
      );
    },
  );
});
