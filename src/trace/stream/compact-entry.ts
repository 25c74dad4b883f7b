import {
  BACKSLASH,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  DASH,
  DOT,
  DOUBLE_QUOTE,
  LINE_FEED,
  LOWER_E,
  LOWER_U,
  NINE,
  OPEN_BRACE,
  OPEN_BRACKET,
  PLUS,
  SPACE,
  UNDERSCORE,
  ZERO,
} from "../../sequence/ascii.ts";
import { byteAt } from "../../sequence/byte-at.ts";

/** The end of an entry, and the size of its compact form in bytes. */
export interface CompactEntry {
  readonly end: number;
  readonly length: number;
}

/**
 * Converts an entry in the form of our files, with a value on each line, to the text that `digestEntry` digests: without line breaks, and
 * without the IDs by which exchanges refer to each other. It creates no values, which would take four times as long, but accepts only JSON.
 *
 * @param block bytes of UTF-8
 * @param start of the entry in the block
 * @param into for the compact form; as long as the block
 * @returns undefined if its lines have another form or are not JSON, or if it does not end in the block. The digest shows whether a recorder
 * wrote it.
 */
export function compactEntry(block: Uint8Array, start: number, into: Uint8Array): CompactEntry | undefined {
  if (byteAt(block, start) !== OPEN_BRACE) return undefined;
  const lines = new Lines(block, start, into);
  let depth = 0;
  do {
    if (isClosing(lines.next())) {
      if (!lines.close()) return undefined;
      depth -= 1;
    } else {
      const own = depth === 1 && lines.isOwn();
      if (own && lines.isAnyOf(GATHERED)) return undefined;
      if (own && lines.isAnyOf(OMITTED)) lines.omit();
      else if (lines.take()) depth += 1;
    }
    if (lines.isWrong || (depth > 0 && !lines.goOn(depth))) return undefined;
  } while (depth > 0);
  return lines.taken();
}

class Lines {
  /** Whether something that was read is not JSON. */
  isWrong = false;
  readonly #block: Uint8Array;
  readonly #into: Uint8Array;
  #at: number;
  #to = 0;
  /** The brackets that close what is open. */
  readonly #closing: number[] = [];
  /** Whether nothing was read yet of what was opened last. */
  #isFirst = true;
  #hasComma = false;

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
    // Empty lists and objects are on one line.
    if (this.#isFirst || this.#hasComma || this.next() !== this.#closing.pop()) return false;
    // That of a member in front of an omitted one.
    if (byteAt(this.#into, this.#to - 1) === COMMA) this.#to -= 1;
    this.#copy(this.#at + 1);
    if (this.#closing.length > 0) this.#takeComma();
    return true;
  }

  /** Whether a member comes that is not of HAR. */
  isOwn(): boolean {
    return byteAt(this.#block, this.#at + 1) === UNDERSCORE;
  }

  isAnyOf(names: readonly Uint8Array[]): boolean {
    return names.some((name) => startsAt(this.#block, this.#at, name));
  }

  omit(): void {
    const to = this.#to;
    if (this.take()) this.isWrong = true;
    this.#to = to;
  }

  /** Reads a field, or an item of a list. Returns whether it continues on the next line. */
  take(): boolean {
    if (!this.#isFirst && !this.#hasComma) this.isWrong = true;
    this.#isFirst = false;
    const isText = this.next() === DOUBLE_QUOTE;
    if (isText) this.#copyText();
    const isNamed = isText && this.next() === COLON;
    if (isNamed !== (this.#closing.at(-1) === CLOSE_BRACE)) this.isWrong = true;
    if (isNamed) {
      this.#copy(this.#at + 1);
      if (this.next() === SPACE) this.#at += 1;
    }
    if (isNamed || !isText) this.#takeValue();
    if (!this.#isFirst && this.#closing.length > 0) this.#takeComma();
    return this.#isFirst;
  }

  #takeValue(): void {
    const first = this.next();
    if (first === DOUBLE_QUOTE) this.#copyText();
    else if (!isOpening(first)) this.#copyScalar();
    else {
      // The codes of two brackets differ by two.
      const isEmpty = byteAt(this.#block, this.#at + 1) === first + 2;
      this.#copy(this.#at + (isEmpty ? 2 : 1));
      if (isEmpty) return;
      this.#closing.push(first + 2);
      this.#isFirst = true;
    }
  }

  #copyScalar(): void {
    const block = this.#block;
    let end = this.#at;
    for (let code = byteAt(block, end); code > SPACE && code !== COMMA; code = byteAt(block, end)) end += 1;
    if (!isScalar(block, this.#at, end)) this.isWrong = true;
    this.#copy(end);
  }

  #takeComma(): void {
    this.#hasComma = this.next() === COMMA;
    if (this.#hasComma) this.#copy(this.#at + 1);
  }

  /** Goes to the next line; false if this one does not end here, or if the next has another indentation than ours. */
  goOn(depth: number): boolean {
    if (this.next() !== LINE_FEED) return false;
    const block = this.#block;
    const start = this.#at + 1;
    let at = start;
    while (block[at] === SPACE) at += 1;
    this.#at = at;
    return at - start === INDENT + 2 * (isClosing(byteAt(block, at)) ? depth - 1 : depth);
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
      if (code === BACKSLASH || code < SPACE) break;
      into[at + shift] = code;
      if (code !== DOUBLE_QUOTE) continue;
      this.#at = at + 1;
      this.#to = at + 1 + shift;
      return;
    }
    const end = endOfText(block, from + 1);
    if (end < 0) this.isWrong = true;
    else this.#copy(end);
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

/** Behind the quote that ends a text; -1 if it does not end in the block, or is not JSON. */
function endOfText(block: Uint8Array, from: number): number {
  let at = from;
  for (;;) {
    while (IS_PLAIN[byteAt(block, at)] === 1) at += 1;
    const code = byteAt(block, at);
    if (code === DOUBLE_QUOTE) return at + 1;
    if (code !== BACKSLASH) return -1;
    const escape = byteAt(block, at + 1);
    if (escape === LOWER_U ? !isHex(block, at + 2) : IS_ESCAPE[escape] !== 1) return -1;
    at += escape === LOWER_U ? 6 : 2;
  }
}

function isHex(block: Uint8Array, at: number): boolean {
  for (let digit = at; digit < at + 4; digit += 1) if (IS_HEX[byteAt(block, digit)] !== 1) return false;
  return true;
}

function isScalar(block: Uint8Array, from: number, to: number): boolean {
  return (
    endOfNumber(block, from) === to || LITERALS.some((word) => word.length === to - from && startsAt(block, from, word))
  );
}

/** -1 if there is none. */
function endOfNumber(block: Uint8Array, from: number): number {
  const start = byteAt(block, from) === DASH ? from + 1 : from;
  let end = byteAt(block, start) === ZERO ? start + 1 : endOfDigits(block, start);
  if (end === start) return -1;
  if (byteAt(block, end) === DOT) {
    const decimals = end + 1;
    end = endOfDigits(block, decimals);
    if (end === decimals) return -1;
  }
  if ((byteAt(block, end) | SMALL) !== LOWER_E) return end;
  const sign = byteAt(block, end + 1);
  const exponent = sign === PLUS || sign === DASH ? end + 2 : end + 1;
  end = endOfDigits(block, exponent);
  return end === exponent ? -1 : end;
}

function endOfDigits(block: Uint8Array, from: number): number {
  let at = from;
  for (let code = byteAt(block, at); code >= ZERO && code <= NINE; code = byteAt(block, at)) at += 1;
  return at;
}

function startsAt(block: Uint8Array, at: number, text: Uint8Array): boolean {
  return text.every((byte, index) => byteAt(block, at + index) === byte);
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

/** The bit of a letter that makes it small. */
const SMALL = 0x20;

/** What ends a text, or has to be looked at, in a table of all bytes. */
const IS_PLAIN = Uint8Array.from({ length: 256 }, (_, code) =>
  Number(code >= SPACE && code !== DOUBLE_QUOTE && code !== BACKSLASH),
);

const IS_ESCAPE = toTable('"\\/bfnrt');
const IS_HEX = toTable("0123456789abcdefABCDEF");

function toTable(characters: string): Uint8Array {
  const table = new Uint8Array(256);
  for (const character of characters) table[character.charCodeAt(0)] = 1;
  return table;
}

const LITERALS = ["true", "false", "null"].map((word) => Buffer.from(word));

/** See `digestEntry`. */
const OMITTED = ["_id", "_retryOf", "_redirectOf", "_nestedIn"].map(toMember);

/** Fields that have to be removed first: an entry with them is not as its recorder wrote it. */
const GATHERED = ["_recorder", "_twinOf", "_twinBy"].map(toMember);

function toMember(name: string): Uint8Array {
  return Buffer.from(`"${name}": `);
}
