import {
  BACKSLASH,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  DOUBLE_QUOTE,
  LOWER_U,
  OPEN_BRACE,
  OPEN_BRACKET,
} from "../../sequence/ascii.ts";
import { matchParts } from "../../sequence/match-parts.ts";
import type { TextSource } from "./text-source.ts";
import { UnitCursor } from "./unit-cursor.ts";

/**
 * Offset of the first unit that is invalid in JSON; the length of the text if it is truncated, and if it is valid. V8 gives the position in
 * some of its messages only, and quotes the surrounding text in the others.
 */
export function findJsonError(source: TextSource): number {
  return new ErrorFinder(source).find();
}

/** What closes the lists and objects that are open is in a stack of its own, for files nested deeper than calls can be. */
class ErrorFinder {
  readonly #source: TextSource;
  readonly #cursor: UnitCursor;
  readonly #open: number[] = [];

  constructor(source: TextSource) {
    this.#source = source;
    this.#cursor = new UnitCursor(source);
  }

  /** Here and below: `~offset` at the error. */
  find(): number {
    const cursor = this.#cursor;
    let at = cursor.skipSpace(0);
    for (;;) {
      const opener = cursor.at(at);
      if (opener === OPEN_BRACKET || opener === OPEN_BRACE) {
        const closer = opener === OPEN_BRACKET ? CLOSE_BRACKET : CLOSE_BRACE;
        at = cursor.skipSpace(at + 1);
        if (cursor.at(at) !== closer) {
          if (this.#open.length > DEEPEST) return at;
          this.#open.push(closer);
          const start = closer === CLOSE_BRACE ? this.#skipKey(at) : at;
          if (start < 0) return ~start;
          at = start;
          continue;
        }
        at += 1;
      } else {
        const end = this.#skipScalar(at);
        if (end < 0) return ~end;
        at = end;
      }
      const next = this.#skipAfterValue(at);
      if (next < 0) return ~next;
      at = next;
    }
  }

  /** From the end of a value to the start of the next. */
  #skipAfterValue(from: number): number {
    const cursor = this.#cursor;
    let at = cursor.skipSpace(from);
    for (let closer = this.#open.at(-1); closer !== undefined && cursor.at(at) === closer; closer = this.#open.at(-1)) {
      this.#open.pop();
      at = cursor.skipSpace(at + 1);
    }
    const closer = this.#open.at(-1);
    if (closer === undefined || cursor.at(at) !== COMMA) return ~at;
    at = cursor.skipSpace(at + 1);
    return closer === CLOSE_BRACE ? this.#skipKey(at) : at;
  }

  #skipKey(from: number): number {
    const cursor = this.#cursor;
    if (cursor.at(from) !== DOUBLE_QUOTE) return ~from;
    const end = this.#skipString(from);
    if (end < 0) return end;
    const colon = cursor.skipSpace(end);
    return cursor.at(colon) === COLON ? cursor.skipSpace(colon + 1) : ~colon;
  }

  #skipScalar(from: number): number {
    if (this.#cursor.at(from) === DOUBLE_QUOTE) return this.#skipString(from);
    const { length } = this.#source;
    const text = this.#source.text(from, Math.min(length, from + LONGEST_SCALAR));
    const isLast = from + LONGEST_SCALAR >= length;
    const [scalar] = matchParts(/^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)/, text);
    // `nul` or `1.5e-` at the end is where the file was cut; anywhere else it is wrong by itself.
    if (isLast && /^(?:t|tr|tru|f|fa|fal|fals|n|nu|nul|-?[\d.eE+-]*)$/.test(text)) return ~length;
    return scalar === undefined ? ~from : from + scalar.length;
  }

  #skipString(from: number): number {
    const cursor = this.#cursor;
    let at = from + 1;
    for (;;) {
      let code = cursor.at(at);
      while (code >= 0x20 && code !== DOUBLE_QUOTE && code !== BACKSLASH) code = cursor.at(++at);
      if (code === DOUBLE_QUOTE) return at + 1;
      if (code < 0) return ~this.#source.length;
      if (code !== BACKSLASH) return ~at;
      const end = this.#skipEscape(at);
      if (end < 0) return end;
      at = end;
    }
  }

  #skipEscape(from: number): number {
    const cursor = this.#cursor;
    const letter = cursor.at(from + 1);
    if (letter < 0) return ~this.#source.length;
    if (letter !== LOWER_U) return SHORT_ESCAPES.has(letter) ? from + 2 : ~from;
    for (let digit = 2; digit < 6; digit += 1) {
      const code = cursor.at(from + digit);
      if (code < 0) return ~this.#source.length;
      if (!isHexDigit(code)) return ~from;
    }
    return from + 6;
  }
}

/** Characters that may follow a backslash, except `u`. */
const SHORT_ESCAPES: ReadonlySet<number> = new Set(Array.from('"\\/bfnrt', (letter) => letter.charCodeAt(0)));

function isHexDigit(code: number): boolean {
  const letter = code | 0x20;
  return (code >= 0x30 && code <= 0x39) || (letter >= 0x61 && letter <= 0x66);
}

/** A number with more digits was not written by a person or a program. */
const LONGEST_SCALAR = 1 << 12;

/** No reader follows deeper. */
const DEEPEST = 100_000;
