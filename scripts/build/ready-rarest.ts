import type { Plugin } from "rolldown";

import { FORMATS } from "../../src/redact/formats/formats.ts";
import { findRarest } from "../../src/redact/formats/opening-search.ts";
import { LOUD_WORDS } from "../../src/redact/places/loud-words.ts";

/** Looks for the rarest characters of some hundreds of openings and words, which a command would do when it starts. */
export const readyRarest: Plugin = {
  name: "ready-rarest",
  load: {
    filter: { id: /[\\/]src[\\/]redact[\\/]formats[\\/]ready-rarest\.ts$/ },
    handler: () => ({ code: writeRarest(), moduleType: "js" }),
  },
};

export function writeRarest(): string {
  const openings = FORMATS.flatMap((format) => format.openings);
  const words = LOUD_WORDS.map(({ word }) => word);
  return `export const readyRarest = "${toDigits(openings)}";
export const readyLoudWords = "${toDigits(words)}";\n`;
}

function toDigits(texts: readonly string[]): string {
  const rarest = texts.map((text) => findRarest(text));
  const tooFar = rarest.find((position) => position >= BASE);
  if (tooFar !== undefined) throw new Error(`The rarest characters of a text are at ${tooFar}, which is no digit.`);
  return rarest.map((position) => position.toString(BASE)).join("");
}

const BASE = 36;
