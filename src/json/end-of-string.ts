import { BACKSLASH } from "../sequence/ascii.ts";

/** Offset after the closing quote, or the length of a text that ends before it. */
export function endOfString(text: string, start: number): number {
  let quote = text.indexOf('"', start + 1);
  while (quote >= 0 && isEscaped(text, quote)) quote = text.indexOf('"', quote + 1);
  return quote < 0 ? text.length : quote + 1;
}

/** A quote is escaped after an odd number of backslashes. */
function isEscaped(text: string, quote: number): boolean {
  let index = quote;
  while (text.charCodeAt(index - 1) === BACKSLASH) index -= 1;
  return (quote - index) % 2 === 1;
}
