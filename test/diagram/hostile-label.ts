import * as fc from "fast-check";

import { UNSEEN_MARKS } from "../../src/sequence/unseen-marks.ts";

const hostile = fc.constantFrom(
  ...Array.from("#;<>&$\\`%{}:,+-x()@[]ﬂ°¶ß \n\"'"),
  "%%",
  "wrap:",
  "style",
  "end",
  "->>",
  "classDef",
  "as",
  "#35;",
);

/** Any text, and texts composed of characters that Mermaid could misread; short enough for one line, however wide the characters are. */
export const hostileLabel: fc.Arbitrary<string> = fc
  .oneof(
    fc.string({ unit: "binary" }),
    fc.string({ unit: "grapheme" }),
    fc.array(hostile).map((parts) => parts.join("")),
  )
  .map((long) => long.slice(0, 18));

/** A label as a diagram shows it: invisible characters become a space, and a text without visible characters an ellipsis. */
export function shownLabel(text: string): string {
  return text.toWellFormed().replace(HIDDEN, " ").trim() || "…";
}

const HIDDEN = new RegExp(String.raw`[\s\p{Cc}${UNSEEN_MARKS}]+`, "gu");
