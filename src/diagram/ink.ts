/**
 * A text without characters that an image cannot show: each run of spaces, line breaks, control characters, and bidi
 * marks becomes one space.
 */
export function toInk(text: string): string {
  return text.toWellFormed().replace(INKLESS, " ").trim();
}

/** Joiners inside emoji and Indic words stay. */
const INKLESS = /[\s\p{Cc}\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF\uFFFE\uFFFF]+/gu;
