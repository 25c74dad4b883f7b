import {
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  DOUBLE_QUOTE,
  OPEN_BRACE,
  OPEN_BRACKET,
  SLASH,
} from "../sequence/ascii.ts";
import { endOfString } from "./end-of-string.ts";

/** How far JSON text extends from its beginning, by its quotes and brackets. */
export interface JsonExtent {
  /** Offset after it, or of the string that is not one. */
  readonly end: number;
  /**
   * - `whole`: its brackets are closed
   * - `cut`: the text ends before
   * - `astray`: a quote too many or too few, so that the text between two quotes may not be a string
   */
  readonly kind: "whole" | "cut" | "astray";
}

/** Measures JSON that begins at an offset. */
export type MeasureJson = (start: number) => JsonExtent;

/**
 * Creates a function that finds the end of JSON within a text: much cheaper than parsing, and linear however many
 * quotes are wrong. A false string is recognized by what follows it, because most text does not begin with punctuation.
 * Comments and unquoted names are allowed.
 */
export function createJsonMeasure(text: string): MeasureJson {
  // Whether a quote ends a string does not depend on where the string begins.
  let searched = { from: 0, end: 0 };
  const closeString = (start: number): number => {
    if (start < searched.from || start >= searched.end - 1) searched = { from: start, end: endOfString(text, start) };
    return searched.end;
  };
  return (start) => {
    let depth = 0;
    for (let index = start; index < text.length; index += 1) {
      const code = text.charCodeAt(index);
      if (code === DOUBLE_QUOTE) {
        const end = closeString(index);
        if (isAstray(text, index, end)) return { end: index, kind: "astray" };
        index = end - 1;
      } else if (code === OPEN_BRACE || code === OPEN_BRACKET) {
        depth += 1;
      } else if ((code === CLOSE_BRACE || code === CLOSE_BRACKET) && depth > 0) {
        depth -= 1;
        if (depth === 0) return { end: index + 1, kind: "whole" };
      }
    }
    return { end: text.length, kind: "cut" };
  };
}

/** A string is followed by a colon, a comma, a closing bracket, a comment or nothing; a truncated one has no line break. */
function isAstray(text: string, start: number, end: number): boolean {
  if (end === text.length) return text.includes("\n", start);
  let index = end;
  while (text.charCodeAt(index) <= 0x20) index += 1;
  const code = text.charCodeAt(index);
  return (
    !(code === COLON || code === COMMA || code === CLOSE_BRACE || code === CLOSE_BRACKET || code === SLASH) &&
    index < text.length
  );
}
