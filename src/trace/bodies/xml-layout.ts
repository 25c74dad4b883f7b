import { matchedText } from "../../sequence/matched-text.ts";

/**
 * XML without what indents it: blanks with a line end between two tags, and blanks in tags. What an element alone contains stays, as may be
 * its text. Unchanged where blanks are said to count, or a tag does not end.
 */
export function withoutXmlLayout(text: string): string {
  if (/\bxml:space\s{0,4}=\s{0,4}["']preserve/.test(text)) return text;
  const pieces: string[] = [];
  let before = "";
  for (let at = 0; at < text.length;) {
    const end = text[at] === "<" ? findTagEnd(text, at) : endOfText(text, at);
    if (end < 0) return text;
    const piece = text.slice(at, end);
    const isLayout = /^\s*[\r\n]\s*$/.test(piece) && !isLeaf(before, text, end);
    if (!isLayout) pieces.push(piece.startsWith("<") ? squeezeTag(piece) : piece);
    if (piece.startsWith("<")) before = piece;
    at = end;
  }
  return pieces.join("");
}

/** What ends otherwise than a tag does. */
const OTHER_ENDS: readonly (readonly [begin: string, end: string])[] = [
  ["<!--", "-->"],
  ["<![CDATA[", "]]>"],
  ["<?", "?>"],
];

function findTagEnd(text: string, at: number): number {
  const other = OTHER_ENDS.find(([begin]) => text.startsWith(begin, at))?.[1];
  if (other !== undefined) {
    const end = text.indexOf(other, at);
    return end < 0 ? -1 : end + other.length;
  }
  TAG.lastIndex = at;
  return TAG.test(text) ? TAG.lastIndex : -1;
}

/** Signs of comparison are allowed in the values of attributes. */
const TAG = /<(?:[^<>"']|"[^"]*"|'[^']*')*>/y;

function endOfText(text: string, at: number): number {
  const end = text.indexOf("<", at);
  return end < 0 ? text.length : end;
}

/** Whether the text before this place is all that an element contains. */
function isLeaf(before: string, text: string, end: number): boolean {
  const name = matchedText(/^<([^\s/>!?]+)(?![^]*\/>$)/, before, 1);
  return name !== "" && text.startsWith(`</${name}`, end);
}

function squeezeTag(tag: string): string {
  if (/^<[!?]/.test(tag)) return tag;
  return tag.replaceAll(/"[^"]*"|'[^']*'|\s+/g, (piece) => (/^\s/.test(piece) ? " " : piece)).replace(/ (?=\/?>$)/, "");
}
