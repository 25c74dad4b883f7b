import { matchParts } from "../../sequence/match-parts.ts";
import type { FormatHit } from "../formats/find-formats.ts";
import { isPlaceholder } from "../placeholder.ts";
import { type Characters, mayMatch } from "./needed-characters.ts";

/**
 * The codes in a list below "Recovery codes:", also in columns, as services let people print them. Those of one list are alike: about as long as each
 * other, with hyphens in the same places. Most of them have digits where no name has them.
 */
export function findRecoveryCodes(text: string, present: Characters): FormatHit[] {
  if (!mayMatch(HEADING, present)) return [];
  return Array.from(text.matchAll(HEADING)).flatMap((heading) => {
    const codes = readList(text, heading.index + heading[0].length);
    const isTitle = TITLE.test(
      text.slice(text.lastIndexOf("\n", heading.index) + 1, heading.index + heading[0].length),
    );
    return isListOfCodes(codes, isTitle) ? codes.map(({ start, end }) => toHit(start, end)) : [];
  });
}

const HEADING = /\b(?:recovery|backup|rescue|scratch|one-time) codes?\b[^\n]{0,80}\n/gi;

/** Nothing but codes can follow, and it may be one: `Recovery code:`, `## Your backup codes`. */
const TITLE =
  /:[*_]{0,2}[ \t\r]*\n$|^[#*_> \t]{0,20}(?:(?:your|my|new)[ ]){0,2}[\w-]{6,8}[ ]codes?[*_]{0,2}[ \t\r]*\n$/i;

interface Code {
  readonly code: string;
  readonly start: number;
  readonly end: number;
}

/** From the first line on, as long as all of a line is codes of one shape. */
function readList(text: string, from: number): readonly Code[] {
  const codes: Code[] = [];
  let blank = 0;
  let end = from;
  for (let line = 0; line < MOST_LINES && blank <= MOST_BLANK && end < text.length; line += 1) {
    const start = end;
    LINE.lastIndex = start;
    const [whole, item, written] = matchParts(LINE, text);
    if (whole === undefined || item === undefined || written === undefined) break;
    end += whole.length;
    blank = written === "" ? blank + 1 : 0;
    const own = codesOf(written, start + item.length);
    const [first = own[0]] = codes;
    // What is left of a list that was masked was none of it.
    if (
      own.some(({ code }) => isPlaceholder(code)) ||
      !own.every((one) => isAlike(one, first) || isCut(one, first, text.length))
    )
      break;
    codes.push(...own);
  }
  return codes;
}

const MOST_LINES = 64;
const MOST_BLANK = 2;

/** What precedes an item of a list (`- `, `3. `), and the codes. */
const LINE =
  /([ \t]{0,9}(?:(?:[-*•]|\d{1,2}[.):]?)[ \t]{1,9})?)((?:[\w-]{5,40}(?:[ \t]{1,9}(?=\w)|(?![\w-]))){0,8})[ \t\r]{0,9}(?:\n|$)/y;

function codesOf(written: string, from: number): readonly Code[] {
  return Array.from(written.matchAll(/[\w-]+/g), ({ 0: code, index }) => ({
    code,
    start: from + index,
    end: from + index + code.length,
  }));
}

/** Some services write numbers of another base, whose lengths differ a little. */
function isAlike({ code }: Code, first: Code | undefined): boolean {
  if (first === undefined || shapeOf(code) === shapeOf(first.code)) return true;
  return !/[-_]/.test(code + first.code) && Math.abs(code.length - first.code.length) <= 2;
}

const shapeOf = (code: string): string => code.replaceAll(/[A-Za-z\d]/g, "x");

/** The last one of a text that a limit cut. */
function isCut({ code, end }: Code, first: Code | undefined, length: number): boolean {
  return end === length && /\d/.test(code) && shapeOf(first?.code ?? "").startsWith(shapeOf(code));
}

/** @param isTitle whether one code is a list, too */
function isListOfCodes(codes: readonly Code[], isTitle: boolean): boolean {
  const random = codes.filter(({ code }) => /\d/.test(code) && !NAME.test(code));
  const least = isTitle ? 1 : 2;
  const isOfOneKind = hasOneOpening(codes) && !(isTitle && codes.every(({ code }) => MARKED.test(code)));
  return codes.length >= least && random.length * 2 >= codes.length && !isOfOneKind;
}

/** A word and a number, or a date: `Chapter2`, `node-01`, `HTTP2`, `2026-11-30`, `20261130`. */
const NAME = /^(?:[a-z]{3,}[-_]?\d{1,3}|(?:19|20)\d\d([-_]?)(?:0\d|1[0-2])\1(?:[0-2]\d|3[01]))$/i;

/** A code with the initials of what it is: `BK-1A2B-3C4D`. */
const MARKED = /^[A-Z]{2,4}(?:-(?=[A-Z]*\d)[A-Z\d]{4,8}){2,4}$/;

/** IDs of one kind: `req-5d41402a`. */
function hasOneOpening([first, ...others]: readonly Code[]): boolean {
  const opening = matchParts(/^[A-Za-z]{2,}[-_]/, first?.code ?? "")[0];
  return opening !== undefined && others.length > 0 && others.every(({ code }) => code.startsWith(opening));
}

function toHit(start: number, end: number): FormatHit {
  return { rule: "named-password", secretClass: "password", start, end };
}
