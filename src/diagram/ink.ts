import { UNSEEN_MARKS } from "../sequence/unseen-marks.ts";

/**
 * A text without characters that an image cannot show: each run of spaces, line breaks, control characters, and bidi
 * marks becomes one space.
 */
export function toInk(text: string): string {
  return text.toWellFormed().replace(INKLESS, " ").trim();
}

/** Joiners inside emoji and Indic words stay. */
const INKLESS = new RegExp(String.raw`[\s\p{Cc}${UNSEEN_MARKS}]+`, "gu");
