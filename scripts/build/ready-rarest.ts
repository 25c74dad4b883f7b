import type { Plugin } from "rolldown";

import { FORMATS } from "../../src/redact/formats/formats.ts";
import { findRarest } from "../../src/redact/formats/opening-search.ts";

/** Looks for the rarest characters of 800 openings, which a command would do when it starts. */
export const readyRarest: Plugin = {
  name: "ready-rarest",
  load: {
    filter: { id: /[\\/]src[\\/]redact[\\/]formats[\\/]ready-rarest\.ts$/ },
    handler: () => ({ code: writeRarest(), moduleType: "js" }),
  },
};

export function writeRarest(): string {
  const rarest = FORMATS.flatMap(({ openings }) => openings).map((opening) => findRarest(opening));
  const tooFar = rarest.find((position) => position >= BASE);
  if (tooFar !== undefined) throw new Error(`The rarest characters of an opening are at ${tooFar}, which is no digit.`);
  return `export const readyRarest = "${rarest.map((position) => position.toString(BASE)).join("")}";\n`;
}

const BASE = 36;
