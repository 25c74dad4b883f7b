import { createHash } from "node:crypto";

import type { Span } from "../../json/quiet-items.ts";
import { byteAt } from "../../sequence/byte-at.ts";
import { findAll } from "../../sequence/find-all.ts";
import { knownAt } from "../../sequence/known-at.ts";
import type { SecretClass } from "./classes.ts";
import { numberOfWord } from "./mnemonic-words.ts";

/**
 * Secrets without an opening that a checksum proves: the phrase that restores a wallet (BIP 39), and a wallet's private key (WIF). Cheap for
 * texts that have neither.
 */
export function findChecked(text: string, start = 0, end = text.length): CheckedHit[] {
  if (end - start < SHORTEST) return [];
  return [
    ...findWalletKeys(text, start, end).map((span) => toHit(span, "wallet-key", "key")),
    ...findPhrases(text, start, end).map((span) => toHit(span, "wallet-phrase", "secret")),
  ];
}

function toHit({ start, end }: Span, rule: string, secretClass: SecretClass): CheckedHit {
  return { rule, secretClass, start, end };
}

interface CheckedHit extends Span {
  readonly rule: string;
  readonly secretClass: SecretClass;
}

/** Characters of twelve words of three letters. */
const SHORTEST = 47;

/** Characters of a key in base58, uncompressed and compressed. */
const SHORTEST_KEY = 51;
const LONGEST_KEY = 52;

function findWalletKeys(text: string, start: number, end: number): Span[] {
  const found: Span[] = [];
  // A run of that length has a character at one of these offsets.
  for (let at = start + SHORTEST_KEY - 1; at < end; at += SHORTEST_KEY) {
    if (!isAlphanumeric(text.charCodeAt(at))) continue;
    let from = at;
    let to = at + 1;
    while (from > start && at - from <= LONGEST_KEY && isAlphanumeric(text.charCodeAt(from - 1))) from -= 1;
    while (to < end && to - from <= LONGEST_KEY + 1 && isAlphanumeric(text.charCodeAt(to))) to += 1;
    // The letter of an escape: `\n`.
    if (text.charAt(from - 1) === "\\" && /[bfnrt]/.test(text.charAt(from))) from += 1;
    // A run of 52 may have two of the offsets.
    const isNew = found.at(-1)?.end !== to;
    if (isNew && to - from >= SHORTEST_KEY && to - from <= LONGEST_KEY && isWalletKey(text.slice(from, to)))
      found.push({ start: from, end: to });
  }
  return found;
}

function isAlphanumeric(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || ((code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a);
}

const BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

/** The version, 32 bytes, one byte that says whether the public key is compressed, and four bytes of a checksum. */
function isWalletKey(text: string): boolean {
  if (!/^[5KL9c][1-9A-HJ-NP-Za-km-z]+$/.test(text)) return false;
  let number = 0n;
  for (const letter of text) number = number * 58n + BigInt(BASE58.indexOf(letter));
  const hex = number.toString(16);
  const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, "hex");
  if (bytes.length !== 37 && bytes.length !== 38) return false;
  const sum = sha256(sha256(bytes.subarray(0, -4)));
  return sum.subarray(0, 4).equals(bytes.subarray(-4));
}

function sha256(bytes: Buffer): Buffer {
  return createHash("sha256").update(bytes).digest();
}

const FEWEST_WORDS = 12;
const SHORTEST_WORD = 3;

/** Letters, with that of an escape before it: `\nwinner`. */
const LONGEST_WORD = 9;

/** Characters between two words of a list: `",` and the indentation of the next line. */
const LONGEST_GAP = 16;

/** Phrases in one line, in several, in a numbered list, in a list of JSON or HTML. Cheap for JSON, where signs that are in none are never far. */
function findPhrases(text: string, start: number, end: number): Span[] {
  const found: Span[] = [];
  for (let from = start; from + SHORTEST <= end;) {
    let at = from + SHORTEST - 1;
    while (at >= from && !isForeign(text.charCodeAt(at))) at -= 1;
    if (at >= from) {
      from = at + 1;
      continue;
    }
    let to = from + SHORTEST;
    while (to < end && !isForeign(text.charCodeAt(to))) to += 1;
    for (const row of findRows(text, from, to)) found.push(...findIn(text, row));
    from = to + 1;
  }
  return found;
}

/** Signs that are in no phrase, whatever separates its words. */
const FOREIGN = new Set(Array.from(":{}[]=(@#*~^$!?", (sign) => sign.charCodeAt(0)));

const IS_FOREIGN = Uint8Array.from({ length: 128 }, (_, code) => Number(FOREIGN.has(code)));

function isForeign(code: number): boolean {
  return IS_FOREIGN[code] === 1;
}

/** Words that follow each other with little between them, twelve at least. */
function findRows(text: string, start: number, end: number): Span[] {
  const rows: Span[] = [];
  let count = 0;
  let first = start;
  let last = start;
  const close = (): void => {
    if (count >= FEWEST_WORDS) rows.push({ start: first, end: last });
    count = 0;
  };
  for (let at = start; at < end; at += 1) {
    if (!isLetter(text.charCodeAt(at))) continue;
    const from = at;
    while (at < end && isLetter(text.charCodeAt(at))) at += 1;
    const length = at - from;
    // Names of elements, and the letters of escapes: `<li>`, `\n`.
    if (length < SHORTEST_WORD && BEFORE_NAME.has(text.charAt(from - 1))) continue;
    const isWord = length >= SHORTEST_WORD && length <= LONGEST_WORD;
    if (!isWord || from - last > LONGEST_GAP) close();
    if (isWord) {
      if (count === 0) first = from;
      count += 1;
      last = at;
    }
  }
  close();
  return rows;
}

const BEFORE_NAME = new Set("<>/\\&%");

function isLetter(code: number): boolean {
  return (code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a;
}

interface Word extends Span {
  readonly number: number;
  /** What is between it and the word before, without numbers and blanks. */
  readonly gap: string;
}

/** Phrases among words that follow each other, separated by the same, the longest first. */
function findIn(text: string, { start, end }: Span): Span[] {
  const found: Span[] = [];
  let words: Word[] = [];
  const close = (): void => {
    for (let at = 0; words.length <= MOST_WORDS && at + FEWEST_WORDS <= words.length;) {
      const size = SIZES.find((one) => at + one <= words.length && isPhrase(words.slice(at, at + one)));
      if (size !== undefined) found.push({ start: knownAt(words, at).start, end: knownAt(words, at + size - 1).end });
      at += size ?? 1;
    }
    words = [];
  };
  const plain = text.slice(start, end).replaceAll(BLANKS, (blank) => " ".repeat(blank.length));
  for (const { index, 0: word } of plain.matchAll(/[A-Za-z]+/g)) {
    const number = numberOfWord(word.toLowerCase());
    const last = words.at(-1);
    const gap = last === undefined ? "" : plain.slice(last.end - start, index).replaceAll(/[\s\d]/g, "");
    const isSame = words.length < 2 || gap === words[1]?.gap;
    if (number === undefined || !isSame) close();
    if (number !== undefined) words.push({ start: start + index, end: start + index + word.length, number, gap });
  }
  close();
  return found;
}

/** Escapes and elements between words. */
const BLANKS = /\\{1,4}[nrt]|%(?:20|0[ad])|&(?:nbsp|#\d{1,3}|#x[\da-f]{1,2});|<\/?[a-z]\w{0,8} ?\/?>/gi;

/** In a row; more are the list itself, or a text that somebody made of it. */
const MOST_WORDS = 60;

/** Words of a phrase. */
const SIZES = [24, 21, 18, 15, 12];

/** Random words are seldom the same; a text that repeats a few is none. */
const FEWEST_DIFFERENT = 6;

/** Eleven bits a word; the last ones are the first of the hash of all others. */
function isPhrase(words: readonly Word[]): boolean {
  if (new Set(words.map(({ number }) => number)).size < FEWEST_DIFFERENT) return false;
  // A list in alphabetical order.
  if (words.every(({ number }, index) => index === 0 || number >= knownAt(words, index - 1).number)) return false;
  const bits = words.map(({ number }) => number.toString(2).padStart(11, "0")).join("");
  const size = words.length / 3;
  const bytes = Buffer.from(findAll(bits.slice(0, -size), /.{8}/g).map((byte) => Number.parseInt(byte, 2)));
  const sum = byteAt(sha256(bytes), 0);
  return sum.toString(2).padStart(8, "0").startsWith(bits.slice(-size));
}
