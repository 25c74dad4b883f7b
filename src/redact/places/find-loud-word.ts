import { unitAt } from "../../sequence/code-units.ts";
import { createGroups } from "../../sequence/groups.ts";
import { digitAt } from "../formats/digit-at.ts";
import { findRarest } from "../formats/opening-search.ts";
import { readyLoudWords } from "../formats/ready-rarest.ts";
import { LOUD_WORDS, type LoudWord, isInSecretName } from "./loud-words.ts";

/** Where such a word is: one of its characters. */
export interface LoudPlace {
  readonly at: number;
  readonly isNear: boolean;
}

/** Beyond ASCII, the first letters of words, or what they have and few others. */
const WIDE: ReadonlySet<string> = new Set("비암パ密пПłŁöÖñÑ");

/** By three characters of it: letters without their case, digits alike, and a few others. */
const CLASSES = new Uint8Array(128).fill(31);
for (let letter = 0; letter < 26; letter += 1) {
  CLASSES[0x41 + letter] = letter + 1;
  CLASSES[0x61 + letter] = letter + 1;
}
for (const code of Buffer.from("0123456789")) CLASSES[code] = 27;
for (const code of Buffer.from(" \t\r\n")) CLASSES[code] = 29;
CLASSES[0x2d] = 28;
CLASSES[0x24] = 30;

const PLACES = 1 << 15;
const IS_KNOWN = new Uint8Array(PLACES);

interface Anchor extends LoudWord {
  readonly offset: number;
}

const ANCHORS = createGroups<number, Anchor>();

function addAnchor(word: LoudWord, triple: string, offset: number): void {
  const classAt = (at: number): number => CLASSES[triple.charCodeAt(at)] ?? 0;
  const place = (classAt(0) << 10) | (classAt(1) << 5) | classAt(2);
  IS_KNOWN[place] = 1;
  ANCHORS.add(place, { ...word, offset });
}

LOUD_WORDS.forEach((word, index) => {
  const offset = digitAt(readyLoudWords, index) ?? findRarest(word.word);
  addAnchor(word, word.word.slice(offset, offset + 3), offset);
});
// After two letters any other may follow.
for (const next of " -$0.abcdefghijklmnopqrstuvwxyz")
  addAnchor({ word: "pw", check: isInSecretName, isName: true }, `pw${next}`, 0);

/**
 * The next word that may indicate a secret, in a part of a text; undefined if there is none. One table lookup for each character.
 *
 * @param units the characters of the part, which begins at `base`
 */
export function findLoudWord(
  text: string,
  units: Uint16Array,
  { base, from, to }: { readonly base: number; readonly from: number; readonly to: number },
): LoudPlace | undefined {
  let place = 0;
  for (let at = Math.max(0, from - 2); at < to; at += 1) {
    const code = unitAt(units, at);
    if (code > 127) {
      if (WIDE.has(String.fromCharCode(code)) && at >= from) return { at: base + at, isNear: false };
      place = 0;
      continue;
    }
    place = ((place << 5) | unitAt8(CLASSES, code)) & (PLACES - 1);
    const word = unitAt8(IS_KNOWN, place) === 0 || at < from ? undefined : findWordAt(text, base + at - 2, place);
    if (word !== undefined)
      return {
        at: base + at,
        isNear: word.isName === true && !OPENS.test(text.slice(base + at, base + at + LONGEST_END)),
      };
  }
  return undefined;
}

function unitAt8(bytes: Uint8Array, at: number): number {
  return bytes[at] ?? 0;
}

/** Characters: the rest of a name, and what is between it and its value. */
const LONGEST_END = 100;

/** After a name, a bracket that contains its value, or a word that is more than a name. */
const OPENS = /^[\w.-]{0,60}["'\]\\]{0,4}\s{0,8}[:=]{0,2}\s{0,4}[[({]|^\w{0,20}(?:AUTH|cred)/i;

function findWordAt(text: string, at: number, place: number): LoudWord | undefined {
  return ANCHORS.of(place).find(({ word, offset, check }) => {
    const start = at - offset;
    if (start < 0 || !isWordAt(text, start, word)) return false;
    return check === undefined || check(text, start, start + word.length);
  });
}

/** Whatever the case of its letters is, and whatever space its blanks are. */
function isWordAt(text: string, start: number, word: string): boolean {
  for (let index = 0; index < word.length; index += 1) {
    const code = text.charCodeAt(start + index);
    const small = code >= 0x41 && code <= 0x5a ? code | 0x20 : code >= 0x09 && code <= 0x0d ? 0x20 : code;
    if (small !== word.charCodeAt(index)) return false;
  }
  return true;
}
