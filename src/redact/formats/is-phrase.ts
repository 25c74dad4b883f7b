import { hash } from "node:crypto";

import { byteAt } from "../../sequence/byte-at.ts";
import { findAll } from "../../sequence/find-all.ts";
import { knownAt } from "../../sequence/known-at.ts";

/** Words of a phrase. */
export const PHRASE_SIZES: readonly number[] = [24, 21, 18, 15, 12];

export const FEWEST_WORDS = 12;

/** Random words are seldom the same; a text that repeats a few is none. */
const FEWEST_DIFFERENT = 6;

/**
 * Whether words are a phrase of BIP 39, by their numbers: eleven bits a word; the last ones are the first of the hash of all others. Of twelve
 * words that are none, one in sixteen passes, and of twenty-four, one in 256.
 */
export function isPhrase(numbers: readonly number[]): boolean {
  if (!PHRASE_SIZES.includes(numbers.length) || new Set(numbers).size < FEWEST_DIFFERENT) return false;
  // A list in alphabetical order.
  if (numbers.every((number, index) => index === 0 || number >= knownAt(numbers, index - 1))) return false;
  const bits = numbers.map((number) => number.toString(2).padStart(11, "0")).join("");
  const size = numbers.length / 3;
  const bytes = Buffer.from(findAll(bits.slice(0, -size), /.{8}/g).map((byte) => Number.parseInt(byte, 2)));
  const sum = byteAt(hash("sha256", bytes, "buffer"), 0);
  return sum.toString(2).padStart(8, "0").startsWith(bits.slice(-size));
}
