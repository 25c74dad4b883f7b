import { expect, test } from "vitest";

import { writeRarest } from "../../../scripts/build/ready-rarest.ts";
import { digitAt } from "../../../src/redact/formats/digit-at.ts";
import { FORMATS } from "../../../src/redact/formats/formats.ts";
import { findRarest, readRarest } from "../../../src/redact/formats/opening-search.ts";
import { LOUD_WORDS } from "../../../src/redact/places/loud-words.ts";

test("a built package searches for the same characters of prefixes as the sources", async () => {
  const url = `data:text/javascript,${encodeURIComponent(writeRarest())}`;
  // The file that the build writes.
  const { readyRarest } = (await import(url)) as { readonly readyRarest: string };
  const rarest = readRarest(readyRarest);
  for (const opening of FORMATS.flatMap(({ openings }) => openings)) {
    expect(rarest.get(opening)).toBe(findRarest(opening));
  }
});

test("it also knows those of the words that may indicate a secret", async () => {
  const url = `data:text/javascript,${encodeURIComponent(writeRarest())}`;
  // The file that the build writes.
  const { readyLoudWords } = (await import(url)) as { readonly readyLoudWords: string };
  expect(LOUD_WORDS.map((_, index) => digitAt(readyLoudWords, index))).toEqual(
    LOUD_WORDS.map(({ word }) => findRarest(word)),
  );
});
