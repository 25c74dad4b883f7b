import { describe, expect, test } from "vitest";

import { SECRET_HEADERS, SECRET_HEADER_ENDINGS } from "../../../src/redact/names/header-names.ts";
import { SECRET_ENDINGS, SECRET_NAMES } from "../../../src/redact/names/member-names.ts";
import { findLoudParts } from "../../../src/redact/places/loud-parts.ts";
import { NAME_WORDS } from "../../../src/redact/places/loud-words.ts";
import { findNamed, findNamedEverywhere } from "../../../src/redact/places/named.ts";
import { listBodies } from "../../secrets/list-bodies.ts";

const LINES = [
  "2026-11-29 10:00:00.123 12 INFO nova.compute [req-7f3a] Took 3.2 seconds to spawn it",
  "  Linked 14 files in 2 folders, as usual",
  "GET /v2/images?limit=8 200 12 ms",
];

/** Lines of a log that say nothing. */
const quiet = (count: number): string => Array.from({ length: count }, (_, at) => LINES[at % LINES.length]).join("\n");

/** A text among others, in lines of its own or in one that is long. */
const inLines = (text: string): string => `${quiet(10)}\n${text}\n${quiet(10)}`;
const inLine = (text: string): string => `${quiet(4)} ${text.replaceAll("\n", " ")} ${"x ".repeat(600)}${quiet(4)}`;

const listHits = (hits: ReturnType<typeof findNamed>): string[] =>
  Array.from(new Set(hits.map(({ start, end, secretClass }) => `${start} ${end} ${secretClass}`))).toSorted();

/** Bodies of the corpus that differ by more than a secret, an id or a number. */
function listKinds(): string[] {
  const kinds = new Map<string, string>();
  for (const body of listBodies(400)) {
    const kind = body.replaceAll(/[\w+/=.-]*\d[\w+/=.-]*/g, "0").slice(0, 200);
    if (body.length < 2000 && !kinds.has(kind)) kinds.set(kind, body);
  }
  return Array.from(kinds.values());
}

/** All of them take half a minute. */
const EVERY = 4;

describe("the parts of a text that are looked into", () => {
  test("show all that a look into the whole text shows", () => {
    const bodies = listKinds().filter((_, index) => index % EVERY === 0);
    const shares = bodies.map((body, index) => {
      const text = (index % 4 === 0 ? inLine : inLines)(body);
      expect(listHits(findNamed(text)), text).toEqual(listHits(findNamedEverywhere(text)));
      return findLoudParts(text).reduce((sum, { start, end }) => sum + end - start, 0) / text.length;
    });
    expect(shares.length).toBeGreaterThan(200);
    expect(shares.reduce((sum, share) => sum + share, 0) / shares.length).toBeLessThan(0.4);
  });

  test("are none of a log that says nothing, and few lines around a secret", () => {
    expect(findLoudParts(quiet(1000))).toEqual([]);
    const text = `${quiet(500)}\nOS_PASSWORD=hunter2hunter2\n${quiet(500)}`;
    const [part, ...others] = findLoudParts(text);
    expect(others).toEqual([]);
    expect(text.slice(part?.start, part?.end).split("\n")).toHaveLength(5);
  });

  test("are found by a word that each name of a secret has", () => {
    const names = [
      ...Object.values(SECRET_NAMES).flat(),
      ...SECRET_ENDINGS.map(([ending]) => ending),
      ...Object.keys(SECRET_HEADERS),
      ...SECRET_HEADER_ENDINGS.map(([ending]) => ending),
    ];
    const without = names.filter((name) => ![...NAME_WORDS, "pw"].some((word) => name.includes(word)));
    // The shapes know no names beyond ASCII.
    expect(without.filter((name) => /^[\w-]+$/.test(name))).toEqual([]);
  });
});
