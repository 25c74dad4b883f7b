import { type PlainString, checkStrings } from "../../json/check-strings.ts";
import { noteJson } from "../../json/read-json.ts";
import { KIND } from "../../sequence/character-kinds.ts";
import { copyCodeUnits } from "../../sequence/code-units.ts";
import { findChecked } from "../formats/find-checked.ts";
import { findFormats, noteNoFormats } from "../formats/find-formats.ts";
import { SHORTEST_RUN, decodeRuns, hasRunIn, noteNoRuns } from "../vault/decode-runs.ts";
import { isSuspect } from "./json-body.ts";
import { rememberNames } from "./judged-names.ts";
import { isSign, saysOfOthers } from "./may-nest.ts";
import { ID_OPENINGS, MAY_BE_FORMAT, MAY_BE_SIGN, findStringSigns } from "./string-signs.ts";

/**
 * Whether a text is JSON in which no name and no string suggests a secret, and which has no secret of a known format, so that no other
 * check is needed: one walk replaces `JSON.parse`, `hasSign`, `hasName`, `decodeRuns` and `findFormats`, which are called only for what the
 * walk cannot decide. Most bodies are so; false if it cannot decide.
 */
export function isQuietJson(text: string): boolean {
  if (text.length > LONGEST) return false;
  asked = text;
  mayHaveFormats = false;
  mayHaveRuns = false;
  mayHavePhrase = false;
  wordsInRow = 0;
  const checked = checkStrings(text, isQuietString);
  if (checked === undefined) return false;
  // Codes of characters in a list, and digits that represent bytes.
  if (mayHaveRuns || checked.longestBare >= SHORTEST_RUN || checked.mostBare >= FEWEST_CODES) {
    if (decodeRuns(text).length > 0) return false;
  } else noteNoRuns(text);
  if (mayHaveFormats || hasIdOpening(text)) {
    if (findFormats(text).length > 0) return false;
  } else if (mayHavePhrase && findChecked(text).length > 0) return false;
  else noteNoFormats(text);
  noteJson(text);
  return true;
}

/** Characters. Of longer texts, parts may be quiet. */
const LONGEST = 65_536;

/** Numbers in a row that may be the bytes of a secret. */
const FEWEST_CODES = 6;

/** The text being checked: one function for all calls is faster than a closure for each. */
let asked = "";
let mayHaveFormats = false;
let mayHaveRuns = false;
let mayHavePhrase = false;
/** Short strings of a list: the words of a wallet's phrase. */
let wordsInRow = 0;

/** Words of the shortest phrase, without those at its ends, which may be part of longer strings. */
const FEWEST_WORDS = 10;

/** Characters of the longest, with quotes, a number, and what else may be between two words: `"12. yellow"`. */
const LONGEST_WORD = 24;

function isQuietString(string: PlainString, units: Uint16Array): boolean {
  const { start, end, isName, kinds } = string;
  wordsInRow = isName || end - start > LONGEST_WORD ? 0 : wordsInRow + 1;
  if (wordsInRow >= FEWEST_WORDS) mayHavePhrase = true;
  const isMarked = (kinds & KIND.unmarked) === 0;
  if (isName && !isMarked) {
    const verdict = judgeName(asked, units, start + 1, end - 1);
    if (verdict !== LOOK) return verdict === NAME_QUIET;
  } else if (isName && isSuspect(asked.slice(start + 1, end - 1))) return false;
  if (isMarked) mayHaveRuns = true;
  else if (end - start - 2 >= SHORTEST_RUN) {
    const hasRun = hasRunIn(asked, start + 1, end - 1, kinds);
    if (hasRun === true) return false;
    mayHaveRuns ||= hasRun === undefined;
  }
  if ((kinds & KIND.id) !== 0 && !isName) return true;
  if (findChecked(asked, start + 1, end - 1).length > 0) return false;
  // The closing quote belongs to some signs.
  const signs = isMarked ? MAY_BE_FORMAT | MAY_BE_SIGN : findStringSigns(units, start + 1, end);
  if ((signs & MAY_BE_FORMAT) !== 0) mayHaveFormats = true;
  const isWord = (kinds & KIND.word) !== 0;
  const maySay = (signs & MAY_BE_SIGN) !== 0 || isName || (!isWord && hasColons(asked, start, end));
  return !maySay || !isSign(asked, { start, end, isWord });
}

/** Whether it may have the opening of a format that an id may have too. */
export function hasIdOpening(text: string): boolean {
  for (const opening of ID_OPENINGS) if (text.includes(opening)) return true;
  return false;
}

/** How a name is classified without its neighbors. */
export const NAME_QUIET = 0;
export const NAME_SUSPECT = 1;
const LOOK = 2;

export const judgeName = rememberNames((name: string): number => {
  if (isSuspect(name)) return NAME_SUSPECT;
  const quoted = `"${name}"`;
  const codes = copyCodeUnits(quoted);
  const isTelling = saysOfOthers(name) || hasColons(quoted, 0, quoted.length);
  const mayHold = findStringSigns(codes, 1, codes.length) !== 0 || hasRunIn(name, 0, name.length) !== false;
  return isTelling || mayHold ? LOOK : NAME_QUIET;
});

/** The colons of a passwd line: `:1000:1000:joe:/home/joe`. */
export function hasColons(text: string, start: number, end: number): boolean {
  let at = start;
  for (let count = 0; count < 4; count += 1) {
    at = text.indexOf(":", at + 1);
    if (at < 0 || at >= end) return false;
  }
  return true;
}
