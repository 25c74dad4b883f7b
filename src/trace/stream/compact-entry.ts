import {
  BACKSLASH,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  DOUBLE_QUOTE,
  LINE_FEED,
  OPEN_BRACE,
  OPEN_BRACKET,
  SPACE,
  UNDERSCORE,
} from "../../sequence/ascii.ts";
import { byteAt } from "../../sequence/byte-at.ts";
import { findClosing } from "./unit-cursor.ts";

/** The end of an entry, and the size of its compact form in bytes. */
export interface CompactEntry {
  readonly end: number;
  readonly length: number;
}

/**
 * Converts an entry in the form of our files, with a value on each line, to the text that `digestEntry` digests: without line breaks, and
 * without the IDs by which exchanges refer to each other. It creates no values, which would take four times as long.
 *
 * @param block bytes of UTF-8
 * @param start of the entry in the block
 * @param into for the compact form; as long as the block
 * @returns undefined if its lines have another form, or if it does not end in the block. The content is not validated: the digest shows
 * whether a recorder wrote it.
 */
export function compactEntry(block: Uint8Array, start: number, into: Uint8Array): CompactEntry | undefined {
  const lines = new Lines(block, start, into);
  let depth = 0;
  for (;;) {
    if (isClosing(lines.next())) {
      if (!lines.close()) return undefined;
      depth -= 1;
      if (depth === 0) return lines.taken();
    } else {
      const own = depth === 1 && lines.isOwn();
      if (own && lines.isAnyOf(GATHERED)) return undefined;
      if (own && lines.isAnyOf(OMITTED)) lines.omit();
      else if (lines.take()) depth += 1;
    }
    if (!lines.goOn(depth)) return undefined;
  }
}

class Lines {
  readonly #block: Uint8Array;
  readonly #into: Uint8Array;
  #at: number;
  #to = 0;
  #isAfterOmitted = false;

  constructor(block: Uint8Array, start: number, into: Uint8Array) {
    this.#block = block;
    this.#into = into;
    this.#at = start;
  }

  taken(): CompactEntry {
    return { end: this.#at, length: this.#to };
  }

  next(): number {
    return byteAt(this.#block, this.#at);
  }

  /** Reads a closing bracket; false if it cannot be in our form. */
  close(): boolean {
    const last = byteAt(this.#into, this.#to - 1);
    // Empty lists and objects are on one line.
    if (isOpening(last) || (last === COMMA && !this.#isAfterOmitted)) return false;
    if (last === COMMA) this.#to -= 1;
    this.#copy(this.#at + 1);
    return true;
  }

  /** Whether a member comes that is not of HAR. */
  isOwn(): boolean {
    return byteAt(this.#block, this.#at + 1) === UNDERSCORE;
  }

  isAnyOf(names: readonly Uint8Array[]): boolean {
    return names.some((name) => name.every((byte, index) => byteAt(this.#block, this.#at + index) === byte));
  }

  omit(): void {
    const to = this.#to;
    this.take();
    this.#copyComma();
    this.#to = to;
    this.#isAfterOmitted = true;
  }

  /** Reads a field, or an item of a list, without its comma. Returns whether it continues on the next line. */
  take(): boolean {
    this.#isAfterOmitted = false;
    const isText = this.next() === DOUBLE_QUOTE;
    if (isText) this.#copyText();
    const isNamed = isText && this.next() === COLON;
    if (isNamed) {
      this.#copy(this.#at + 1);
      if (this.next() === SPACE) this.#at += 1;
    }
    return (isNamed || !isText) && this.#takeValue();
  }

  #takeValue(): boolean {
    const first = this.next();
    if (first === DOUBLE_QUOTE) this.#copyText();
    else if (!isOpening(first)) this.#copy(this.#endOfScalar());
    else {
      // The codes of two brackets differ by two.
      const isEmpty = byteAt(this.#block, this.#at + 1) === first + 2;
      this.#copy(this.#at + (isEmpty ? 2 : 1));
      return !isEmpty;
    }
    return false;
  }

  #endOfScalar(): number {
    let end = this.#at;
    for (let code = byteAt(this.#block, end); code > SPACE && code !== COMMA; code = byteAt(this.#block, end)) end += 1;
    return end;
  }

  /** Goes to the next line; false if this one does not end here, or if the next has another indentation than ours. */
  goOn(depth: number): boolean {
    if (!this.#isAfterOmitted) this.#copyComma();
    if (this.next() !== LINE_FEED) return false;
    const block = this.#block;
    const start = this.#at + 1;
    let at = start;
    while (block[at] === SPACE) at += 1;
    this.#at = at;
    return at - start === INDENT + 2 * (isClosing(byteAt(block, at)) ? depth - 1 : depth);
  }

  #copyComma(): void {
    if (this.next() === COMMA) this.#copy(this.#at + 1);
  }

  /** Most are short: to look for the end and to copy by calls would take as long again. */
  #copyText(): void {
    const block = this.#block;
    const into = this.#into;
    const from = this.#at;
    const shift = this.#to - from;
    const stop = Math.min(from + SHORT, block.length);
    into[from + shift] = DOUBLE_QUOTE;
    for (let at = from + 1; at < stop; at += 1) {
      const code = byteAt(block, at);
      if (code === BACKSLASH) break;
      into[at + shift] = code;
      if (code !== DOUBLE_QUOTE) continue;
      this.#at = at + 1;
      this.#to = at + 1 + shift;
      return;
    }
    this.#copy(findClosing(block, from + 1) + 1);
  }

  /** Copies the bytes before a position. */
  #copy(place: number): void {
    const block = this.#block;
    const into = this.#into;
    const from = this.#at;
    const shift = this.#to - from;
    const end = Math.min(place, block.length);
    if (end - from > SHORT) into.set(block.subarray(from, end), this.#to);
    else for (let at = from; at < end; at += 1) into[at + shift] = byteAt(block, at);
    this.#to = end + shift;
    this.#at = end;
  }
}

function isOpening(code: number): boolean {
  return code === OPEN_BRACE || code === OPEN_BRACKET;
}

function isClosing(code: number): boolean {
  return code === CLOSE_BRACE || code === CLOSE_BRACKET;
}

/** Bytes that are copied one by one: a call to copy them takes as long. */
const SHORT = 64;

/** Of the brackets of an entry. */
const INDENT = 6;

/** See `digestEntry`. */
const OMITTED = ["_id", "_retryOf", "_redirectOf", "_nestedIn"].map(toMember);

/** Fields that have to be removed first: an entry with them is not as its recorder wrote it. */
const GATHERED = ["_recorder", "_twinOf", "_twinBy"].map(toMember);

function toMember(name: string): Uint8Array {
  return Buffer.from(`"${name}": `);
}
