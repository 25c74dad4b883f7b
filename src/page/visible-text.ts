import { codePointOf } from "../sequence/code-point.ts";
import { UNSEEN_MARKS } from "../sequence/unseen-marks.ts";

/**
 * Makes what no reader can see, or what Markdown tools drop, visible: control characters as their pictures (`␛`, `␀`),
 * other line ends, bidi marks and invisible characters as `\u202e`. Tabs and line feeds stay.
 */
export function showInvisible(text: string): string {
  if (!hasInvisible(text)) return text;
  // A lone surrogate would become U+FFFD in the file.
  return text.replace(ALL_INVISIBLE, nameCharacter).replace(/\p{Surrogate}/gu, nameCharacter);
}

/** The same for text that must stay on one line: line feeds and tabs are shown too. */
export function showOnOneLine(text: string): string {
  if (!UNUSUAL_OR_BREAK.test(text)) return text;
  if (!INVISIBLE_OR_BREAK.test(text) && text.isWellFormed()) return text;
  return showInvisible(text).replace(/[\t\n]/g, nameCharacter);
}

export function hasInvisible(text: string): boolean {
  return UNUSUAL.test(text) && isInvisible(text);
}

function isInvisible(text: string): boolean {
  return INVISIBLE.test(text) || !text.isWellFormed();
}

// Most texts are printable ASCII, which takes a fifth of the time of properties of Unicode to see.
const UNUSUAL = /[^\t\n -~]/;
const UNUSUAL_OR_BREAK = /[^ -~]/;

const INVISIBLE = new RegExp(String.raw`[^\P{Cc}\t\n]|[${UNSEEN_MARKS}]`, "u");
const ALL_INVISIBLE = new RegExp(INVISIBLE.source, "gu");
const INVISIBLE_OR_BREAK = new RegExp(String.raw`[\p{Cc}${UNSEEN_MARKS}]`, "u");

function nameCharacter(character: string): string {
  const code = codePointOf(character);
  if (code > 0xffff) return `\\u{${code.toString(16)}}`;
  if (code < 0x20) return String.fromCharCode(0x24_00 + code);
  if (code === 0x7f) return "␡";
  return `\\u${code.toString(16).padStart(4, "0")}`;
}
