import { decodeComponent, decodeEscapes } from "../../trace/decode-component.ts";
import { listWordsAround } from "./words-around.ts";

/**
 * Learns the URL-escaped content of the values of a query or form, the segments of a path and other words, with one or a few levels of
 * escaping. The sweep masks them in place, in the encoding that they have there.
 */
export function learnEscaped(text: string, learn: (decoded: string) => unknown): void {
  for (const { decoded } of readEscaped(text)) learn(decoded);
}

/** A word with escapes, and its decoded form. */
export interface Escaped {
  readonly start: number;
  readonly end: number;
  readonly decoded: string;
}

/** Each word with such escapes. */
export function* readEscaped(text: string): Iterable<Escaped> {
  for (const { start, end } of listWordsAround(text, ESCAPED_WORDS)) {
    const word = text.slice(start, end);
    const decoded = decodeAll(word);
    if (decoded !== word) yield { start, end, decoded };
  }
}

/** What is between the delimiters of a URL; in front of its first escape, a percent sign ends it too. */
const ESCAPED_WORDS = { sign: /%[\da-f]{2}/gi, before: /[\s"'<>&=?#/;%]/, after: /[\s"'<>&=?#/;]/g };

function decodeAll(word: string): string {
  let decoded = word.replaceAll("+", " ");
  for (let round = 0; round < DEEPEST; round += 1) {
    const again = decode(decoded);
    if (again === decoded) break;
    decoded = again;
  }
  return decoded;
}

/** Escapes in escapes; a megabyte of `%252525…` must not take a look for each of them. */
const DEEPEST = 8;

/** Each escape by itself where not all of them are UTF-8. */
function decode(text: string): string {
  const decoded = decodeComponent(text);
  return decoded === text ? decodeEscapes(text) : decoded;
}
