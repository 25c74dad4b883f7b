import type { Span } from "../../json/quiet-items.ts";

/**
 * Where the value ends in which a part of a text ends: one in quotes, a list in brackets, the cookies of a header, a line of settings. The
 * end of the part if there is none. A shape needs all of a value, however long it is.
 */
export function endOfValue(text: string, part: Span): number {
  const own = text.slice(part.start, part.end);
  const line = own.lastIndexOf("\n") + 1;
  const quote = Math.max(line - 1, own.lastIndexOf('"'), own.lastIndexOf("'"), own.lastIndexOf("\\"));
  const opening = own.slice(Math.max(line, quote - LONGEST_OPENING), quote + 1);
  const ends = [part.end];
  // It looks like one that opens; to be wrong costs nothing but time.
  if (OPENING.test(opening)) ends.push(endOf(BEHIND_QUOTED, text, part.end));
  if (COOKIES.test(own.slice(Math.max(line, quote - LONGEST_OPENING))))
    ends.push(endOf(BEHIND_COOKIES, text, part.end));
  if (OPENED_LIST.test(own.slice(-LONGEST_LIST))) ends.push(endOf(BEHIND_LIST, text, part.end));
  if (line > 0 || part.start === 0 || text.charAt(part.start - 1) === "\n")
    ends.push(endOf(SETTING, text, part.start + line));
  return Math.max(...ends);
}

/** Characters of what may separate a name and its value. */
const LONGEST_OPENING = 30;

const OPENING = /(?:^|[:=(,[{\s]|[:=(,]\s{0,8}[\w@$&!<>]{1,20}\(?)\\*["']$/;
const BEHIND_QUOTED = /[^"'\\\n]*\\*["']?/y;

const COOKIES = /cookie2?\\?["']?:[ \t]*\\?["']?[^"'\\]*$/i;
const BEHIND_COOKIES = /[^\n"'\\]*/y;

/** Characters, as `findBlockValues` has it. */
const LONGEST_LIST = 4000;

const OPENED_LIST = /[:=][ \t]{0,4}[[{][^[\]{}]*$/;
const BEHIND_LIST = /[^[\]{}]{0,4000}[\]}]?/y;

/** A line of a file of settings, and no form: see `SHAPES`. */
const SETTING =
  /[ \t]*(?:export[ \t]+|-[ \t]+)?[A-Za-z][\w.-]{1,60}[ \t]*[:=][ \t]*(?!\S*&[\w.%[\]-]+=)[^\s"'`<>()[\]{}\\][^\s<>()[\]{}\\]*/y;

function endOf(sticky: RegExp, text: string, from: number): number {
  sticky.lastIndex = from;
  return sticky.test(text) ? sticky.lastIndex : from;
}
