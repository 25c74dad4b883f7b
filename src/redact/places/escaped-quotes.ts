import type { Escaped } from "./learn-escaped.ts";

/** JSON in a string of a program, whose quotes are written as numbers: `JSON.parse("{\\u0022token\\u0022:…}")`. One for each line. */
export function* readEscapedQuotes(text: string): Iterable<Escaped> {
  for (const { index, 0: line } of text.matchAll(LINE)) {
    const decoded = line.replaceAll(ESCAPE, (_all, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
    yield { start: index, end: index + line.length, decoded };
  }
}

const LINE = /[[{:,]\s{0,8}\\{1,4}(?:u0022|x22)[^\n]*/g;

/** Of a character in ASCII. */
const ESCAPE = /\\{1,4}(?:u00|x)([2-7][\dA-Fa-f])/g;
