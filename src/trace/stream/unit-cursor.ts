import {
  BACKSLASH,
  CARRIAGE_RETURN,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COMMA,
  DOUBLE_QUOTE,
  LINE_FEED,
  OPEN_BRACE,
  OPEN_BRACKET,
  SPACE,
  TAB,
} from "../../sequence/ascii.ts";
import type { TextSource } from "./text-source.ts";

/** Walks over JSON text without making values of it. It counts brackets and quotes, and does not judge what is between them. */
export class UnitCursor {
  /** Where something is first nested deeper than any reader can follow; -1 where nothing is. */
  tooDeep = -1;
  /** Called for strings of so many units or more, quotes included. */
  onLong: ((start: number, end: number) => void) | undefined;
  readonly #long: number;
  readonly #source: TextSource;
  #block: Uint8Array = new Uint8Array(0);
  #from = 0;

  /** @param long Units from which on `onLong` is called for a string. @default 65536 */
  constructor(source: TextSource, long = LONG) {
    this.#source = source;
    this.#long = long;
  }

  /** The unit at an offset; -1 at the end. */
  at(offset: number): number {
    const index = offset - this.#from;
    return (index >= 0 ? this.#block[index] : undefined) ?? this.#load(offset);
  }

  skipSpace(from: number): number {
    let at = from;
    while (isSpace(this.at(at))) {
      const block = this.#block;
      let index = at - this.#from + 1;
      while (index < block.length && isSpace(block[index] ?? 0)) index += 1;
      at = this.#from + index;
    }
    return at;
  }

  /** From a quote to after the one that ends the string; -1 if none does. */
  skipString(from: number): number {
    let at = from + 1;
    while (this.at(at) >= 0) {
      const index = findClosing(this.#block, at - this.#from);
      at = this.#from + index;
      if (index >= this.#block.length) continue;
      if (at - from >= this.#long) this.onLong?.(from, at + 1);
      return at + 1;
    }
    return -1;
  }

  /** From the first unit of a value to after its last; -1 if the text ends before. */
  skipValue(from: number): number {
    const first = this.at(from);
    if (first === DOUBLE_QUOTE) return this.skipString(from);
    return first === OPEN_BRACE || first === OPEN_BRACKET ? this.#skipNested(from) : this.#skipScalar(from);
  }

  #skipScalar(from: number): number {
    let at = from;
    for (let code = this.at(at); code >= 0 && !isEndOfScalar(code); code = this.at(at)) at += 1;
    // What is truncated there may continue.
    return this.at(at) < 0 ? -1 : at;
  }

  /** Most strings end in the block in which they begin, and are passed over here: calls for each would take as long again. */
  #skipNested(from: number): number {
    const long = this.#long;
    let depth = 0;
    let at = from;
    while (this.at(at) >= 0) {
      const block = this.#block;
      const { length } = block;
      let index = at - this.#from;
      while (index < length) {
        const code = block[index] ?? 0;
        if (code === DOUBLE_QUOTE) {
          const start = index;
          index = findClosing(block, start + 1) + 1;
          if (index > length || index - start >= long) {
            index = start;
            break;
          }
          continue;
        }
        index += 1;
        if ((code | 0x20) === OPEN_BRACE) {
          depth += 1;
          if (depth > DEEPEST && this.tooDeep < 0) this.tooDeep = this.#from + index - 1;
        } else if ((code | 0x20) === CLOSE_BRACE) {
          depth -= 1;
          if (depth === 0) return this.#from + index;
        }
      }
      at = this.#from + index;
      if (index < length) at = this.skipString(at);
      if (at < 0) return -1;
    }
    return -1;
  }

  #load(offset: number): number {
    if (offset < 0 || offset >= this.#source.length) return -1;
    this.#block = this.#source.block(offset);
    this.#from = offset;
    return this.#block[0] ?? -1;
  }
}

/** From within a string to the quote that ends it; to the end of the block, or after it, if the string continues there. */
export function findClosing(block: Uint8Array, from: number): number {
  const { length } = block;
  let index = from;
  while (index < length) {
    const stop = Math.min(length, index + STEP);
    while (index < stop) {
      const code = block[index];
      if (code === DOUBLE_QUOTE) return index;
      index += code === BACKSLASH ? 2 : 1;
    }
    if (index >= length) break;
    // The system looks for a byte ten times as fast, where there is a long way to it.
    const quote = block.indexOf(DOUBLE_QUOTE, index);
    const end = quote < 0 ? length : quote;
    if (!isEscaped(block, index, end)) return end;
    index = end + 1;
  }
  return index;
}

/** Whether a backslash escapes what is at `end`; at `start` none does. */
function isEscaped(block: Uint8Array, start: number, end: number): boolean {
  let at = end;
  while (at > start && block[at - 1] === BACKSLASH) at -= 1;
  return (end - at) % 2 === 1;
}

/** Units of a string that are gone through one by one: many strings end in them, or have the next escape in them. */
const STEP = 512;

/** Reading less by itself is slower than to keep it. */
const LONG = 1 << 16;

/** Levels within one value. What tools write has ten; what goes through values by recursion follows some thousands. */
export const DEEPEST = 1000;

function isSpace(code: number): boolean {
  return code === SPACE || code === LINE_FEED || code === CARRIAGE_RETURN || code === TAB;
}

function isEndOfScalar(code: number): boolean {
  return code === COMMA || code === CLOSE_BRACE || code === CLOSE_BRACKET || isSpace(code);
}
