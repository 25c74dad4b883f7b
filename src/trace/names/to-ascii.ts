import { codePointOf } from "../../sequence/code-point.ts";
import { knownAt } from "../../sequence/known-at.ts";

/**
 * Writes text in ASCII: letters lose their accents, Hangul is romanised (Revised Romanization, syllable by syllable),
 * any other letter becomes its code point in hex, so that different names stay different.
 */
export function toAscii(text: string): string {
  // Nearly all is.
  if (!/[^\0-\x7F]/.test(text)) return text;
  return text
    .normalize("NFC")
    .replace(/[가-힣]/g, romanize)
    .normalize("NFKD")
    .replace(/\p{Mark}+/gu, "")
    .replace(/[^\0-\x7F]+/g, (rest) => Array.from(rest, toHex).join(""));
}

const initials = "g kk n d tt r m b pp s ss  j jj ch k t p h".split(" ");
const vowels = "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i".split(" ");
const finals = " k k k n n n t l k m l l l p l m p p t t ng t t k t p t".split(" ");

/** A syllable's code point is made of the places of its three sounds. */
function romanize(syllable: string): string {
  const index = syllable.charCodeAt(0) - 0xac00;
  const final = index % finals.length;
  const vowel = Math.floor(index / finals.length) % vowels.length;
  const initial = Math.floor(index / (finals.length * vowels.length));
  return knownAt(initials, initial) + knownAt(vowels, vowel) + knownAt(finals, final);
}

function toHex(character: string): string {
  return /[\p{Letter}\p{Number}]/u.test(character) ? codePointOf(character).toString(16) : "-";
}
