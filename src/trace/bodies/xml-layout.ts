import { indexOrEnd } from "../../sequence/index-or-end.ts";
import { matchedText } from "../../sequence/matched-text.ts";

/**
 * XML without what indents it: blanks with a line end in elements that contain other elements and no text of their own, and blanks in tags.
 * What an element alone contains stays, as may be its text. Unchanged where blanks are said to count, or tags do not match.
 */
export function withoutXmlLayout(text: string): string {
  if (/\bxml:space\s{0,4}=\s{0,4}["']preserve/.test(text)) return text;
  const pieces: string[] = [];
  const open: Content[] = [createContent("")];
  const found = splitXml(text);
  if (found === undefined) return text;
  for (const piece of found) if (!addPiece(piece, open, pieces)) return text;
  const whole = open.pop();
  if (whole === undefined || open.length > 0) return text;
  dropLayout(whole, pieces);
  return pieces.join("");
}

/** The tags, comments, and texts of XML in their order; undefined for a tag without an end. */
export function splitXml(text: string): readonly string[] | undefined {
  const pieces: string[] = [];
  for (let at = 0; at < text.length;) {
    const end = text[at] === "<" ? findTagEnd(text, at) : indexOrEnd(text, "<", at);
    if (end < 0) return undefined;
    pieces.push(text.slice(at, end));
    at = end;
  }
  return pieces;
}

/** Of an element that has begun; the first is the document itself. */
interface Content {
  readonly name: string;
  /** Indexes of pieces that may be nothing but indentation. */
  readonly blanks: number[];
  hasElements: boolean;
  hasText: boolean;
}

function createContent(name: string): Content {
  return { name, blanks: [], hasElements: false, hasText: false };
}

/** False for a tag that ends another element than the last that has begun. */
function addPiece(piece: string, open: Content[], pieces: string[]): boolean {
  const content = open.at(-1);
  if (content === undefined) return false;
  if (/^\s*[\r\n]\s*$/.test(piece)) content.blanks.push(pieces.length);
  else if (/^(?:<!\[CDATA\[|[^<])/.test(piece)) content.hasText ||= /\S/.test(piece);
  const name = matchedText(/^<\/?([^\s/>!?]+)/, piece, 1);
  pieces.push(name === "" ? piece : squeezeTag(piece));
  if (name === "") return true;
  if (piece.startsWith("</")) {
    dropLayout(content, pieces);
    return open.pop()?.name === name;
  }
  content.hasElements = true;
  if (!piece.endsWith("/>")) open.push(createContent(name));
  return true;
}

/** Next to a text, blanks belong to it. */
function dropLayout({ blanks, hasElements, hasText }: Content, pieces: string[]): void {
  if (hasElements && !hasText) for (const index of blanks) pieces[index] = "";
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

function squeezeTag(tag: string): string {
  return tag.replaceAll(/"[^"]*"|'[^']*'|\s+/g, (piece) => (/^\s/.test(piece) ? " " : piece)).replace(/ (?=\/?>$)/, "");
}
