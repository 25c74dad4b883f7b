import stringWidth from "string-width";

import { UNSEEN_MARKS } from "../sequence/unseen-marks.ts";

/** Columns that a text takes in a terminal; Korean, Chinese, Japanese and emoji take two each. */
export function measureText(text: string): number {
  return NARROW.test(text) ? text.length : stringWidth(text);
}

/** ASCII, dashes and dots, and the lines and heads of a ladder: one column a character, without a lookup. */
const NARROW = /^[ -~\u00B7\u2013\u2014\u2026\u2192\u2500-\u257F\u25BA\u25C4]*$/;

/**
 * Makes recorded text safe for a terminal: line ends, escape sequences and bidi marks could forge output or move
 * the cursor, so controls become their pictures (`␛[31m`) and invisible marks a replacement character.
 */
export function cleanText(text: string): string {
  return text
    .toWellFormed()
    .replace(/\p{Cc}/gu, pictureControl)
    .replace(UNSEEN, REPLACEMENT);
}

const UNSEEN = new RegExp(`[${UNSEEN_MARKS}]`, "gu");
const REPLACEMENT = "\uFFFD";

/** Unicode has pictures of the ASCII controls, and none of U+0080 to U+009F. */
function pictureControl(control: string): string {
  const code = control.charCodeAt(0);
  if (code === 0x7f) return "\u2421";
  return code < 0x20 ? String.fromCharCode(0x2400 + code) : REPLACEMENT;
}

/** Leaves out the middle of a text that is wider than this many columns: `GET /image/…/members`. */
export function shortenMiddle(text: string, width: number): string {
  if (measureText(text) <= width) return text;
  if (width <= 1) return width === 1 ? "…" : "";
  const characters = splitCharacters(text);
  const tail = takeWidth(characters.toReversed(), Math.floor((width - 1) / 2))
    .toReversed()
    .join("");
  const head = takeWidth(characters, width - 1 - measureText(tail)).join("");
  return `${head}…${tail}`;
}

/** Characters as readers see them; an emoji of several code points is one character. */
export function splitCharacters(text: string): readonly string[] {
  if (NARROW.test(text)) return text.split("");
  segmenter ??= new Intl.Segmenter();
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

/** Made for the first text that needs it, as that takes a third of a start of Node (docs/notes/startup.md). */
let segmenter: Intl.Segmenter | undefined;

/** The first characters that fit into this many columns. */
function takeWidth(characters: readonly string[], width: number): readonly string[] {
  let used = 0;
  const end = characters.findIndex((character) => (used += measureText(character)) > width);
  return end === -1 ? characters : characters.slice(0, end);
}
