import { decodeComponent } from "../../trace/decode-component.ts";

/**
 * Learns the URL-escaped content of the values of a query or form, the segments of a path and other words, with one or a few levels of
 * escaping. The sweep masks them in place, in the encoding that they have there.
 */
export function learnEscaped(text: string, learn: (decoded: string) => unknown): void {
  for (const { decoded } of readEscaped(text)) learn(decoded);
}

/** A word with escapes, and what it stands for. */
interface Escaped {
  readonly start: number;
  readonly end: number;
  readonly decoded: string;
}

/** Each word with such escapes. */
export function* readEscaped(text: string): Iterable<Escaped> {
  if (!ESCAPED.test(text)) return;
  for (const { index, 0: value } of text.matchAll(VALUE)) {
    let decoded = decode(value.replaceAll("+", " "));
    for (let again = decode(decoded); again !== decoded; again = decode(decoded)) decoded = again;
    if (decoded !== value) yield { start: index, end: index + value.length, decoded };
  }
}

const ESCAPED = /%[\da-f]{2}/i;

/** What is between the delimiters of a URL, and has an escape. */
const VALUE = /[^\s"'<>&=?#/;%]*%[\da-f]{2}[^\s"'<>&=?#/;]*/gi;

/** Each escape by itself where not all of them are UTF-8. */
function decode(text: string): string {
  const decoded = decodeComponent(text);
  return decoded === text ? text.replaceAll(/(?:%[\da-f]{2})+/gi, decodeComponent) : decoded;
}
