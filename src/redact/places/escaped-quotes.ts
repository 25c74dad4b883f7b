import { classOfName } from "../names.ts";
import { isPublicValue } from "../names/public-values.ts";
import type { Vault } from "../vault/vault.ts";
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

/** A member of such JSON with all of its value, in place: what is short, nothing searches for. */
export const ESCAPED_MEMBER =
  /(?<open>\\{1,4}(?:u0022|x22))(?<name>[\w.-]{2,60})\k<open>\s{0,4}:\s{0,4}\k<open>(?<value>(?:[^"'\\\n]|(?!\k<open>)\\.){1,4000})(?=\k<open>)/g;

/** Masks such members in the values of a query or a form. */
export function maskEscapedMembers(text: string, vault: Vault): string {
  if (!text.includes("\\")) return text;
  return text.replaceAll(ESCAPED_MEMBER, (all: string, _open: string, name: string, value: string) => {
    const secretClass = isPublicValue(value) ? undefined : classOfName(name);
    return secretClass === undefined ? all : all.slice(0, -value.length) + vault.mask(value, secretClass);
  });
}
