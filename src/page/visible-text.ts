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
  if (!INVISIBLE_OR_BREAK.test(text) && text.isWellFormed()) return text;
  return showInvisible(text).replace(/[\t\n]/g, nameCharacter);
}

export function hasInvisible(text: string): boolean {
  return INVISIBLE.test(text) || !text.isWellFormed();
}

// Joiners (U+200C, U+200D) stay: words and emoji need them.
const INVISIBLE =
  // oxlint-disable-next-line no-control-regex -- control characters are what it looks for
  /[\0-\x08\x0B-\x1F\x7F-\x9F\xAD\u061C\u115F\u1160\u180E\u200B\u200E\u200F\u2028-\u202E\u2060-\u206F\u3164\uFEFF\uFFF9-\uFFFB]/;
const ALL_INVISIBLE = new RegExp(INVISIBLE, "g");
const INVISIBLE_OR_BREAK = new RegExp(INVISIBLE.source.replace("[", "[\\t\\n"));

function nameCharacter(character: string): string {
  const code = character.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x24_00 + code);
  if (code === 0x7f) return "␡";
  return `\\u${code.toString(16).padStart(4, "0")}`;
}
