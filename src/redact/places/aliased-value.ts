import { BACKSLASH, DOUBLE_QUOTE, GREATER, SINGLE_QUOTE } from "../../sequence/ascii.ts";
import { matchParts } from "../../sequence/match-parts.ts";

/**
 * Whether the value of a name in a text is an alias already, and nothing else: that of a member of JSON, `"password": "REDACTED-…"`, or an element,
 * `<password>REDACTED-…</password>`, by whichever of its tags. No other shape has a value after such a name.
 */
export function isAliased(text: string, from: number, to: number): boolean {
  const next = text.charCodeAt(to);
  if (next === GREATER) return isTag(text, from, to) && !isAt(SENTENCE, text, to);
  if (next !== DOUBLE_QUOTE && next !== SINGLE_QUOTE && next !== BACKSLASH) return false;
  MEMBER.lastIndex = to;
  const [, quote = ""] = matchParts(MEMBER, text);
  return quote !== "" && text.startsWith(quote, from - quote.length);
}

const ALIAS = String.raw`REDACTED-[a-z]{1,20}-[~a-z\d]{1,20}`;

const MEMBER = new RegExp(String.raw`(\\{0,8}["'])\s{0,8}:\s{0,8}\1${ALIAS}\1\s{0,8}(?:[,}\]]|$)`, "y");

function isTag(text: string, from: number, to: number): boolean {
  const opening = TAG.exec(text.slice(Math.max(0, from - LONGEST_OPENING), from));
  return opening !== null && (opening[1] === "/" || isAt(ELEMENT, text, to));
}

/** Characters: a name space has 30. */
const LONGEST_OPENING = 33;

const TAG = /<(\/?)(?:\w{1,30}:)?$/;
const ELEMENT = new RegExp(String.raw`>${ALIAS}<\/`, "y");

/** The end of a sentence with the word for a secret, on a separate line or not: see `LITERAL_SHAPES`. */
const SENTENCE = /[^\n:]{0,80}:[ \t]{0,4}(?:\n\s{0,20})?[^\s"'`<>|,;(){}[\]\\]{8,}[ \t\r]*$/my;

function isAt(sticky: RegExp, text: string, at: number): boolean {
  sticky.lastIndex = at;
  return sticky.test(text);
}
