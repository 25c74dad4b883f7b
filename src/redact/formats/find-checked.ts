import { hash } from "node:crypto";

import type { Span } from "../../json/quiet-items.ts";
import type { SecretClass } from "./classes.ts";
import { findPhrases } from "./find-phrases.ts";

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

/** Characters of a phrase of twelve words of three letters; a key has more. */
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
  const sum = hash("sha256", hash("sha256", bytes.subarray(0, -4), "buffer"), "buffer");
  return sum.subarray(0, 4).equals(bytes.subarray(-4));
}
