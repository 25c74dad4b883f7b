import type { Span } from "../../json/quiet-items.ts";
import { createUnitReader, unitAt } from "../../sequence/code-units.ts";
import { joinSpans } from "../../sequence/join-spans.ts";
import { knownAt } from "../../sequence/known-at.ts";
import { matchParts } from "../../sequence/match-parts.ts";
import { FEWEST_WORDS, PHRASE_SIZES, isPhrase } from "./is-phrase.ts";
import { numberOfWord } from "./mnemonic-words.ts";

/** Characters of twelve words of three letters. */
const SHORTEST = 47;

const SHORTEST_WORD = 3;

/** Letters, with that of an escape before it: `\nwinner`. */
const LONGEST_WORD = 9;

/** Words of phrases in a line or a list; more are the list of the standard itself, or a text made from it. */
const MOST_WORDS = 60;

/** Characters between two words of a list: `",` and the indentation of the next line. */
const LONGEST_GAP = 16;

/**
 * Phrases that restore a wallet: in one line, in several, in a numbered list, in a list of JSON or HTML. Cheap for JSON, where signs that are
 * in none are never far.
 */
export function findPhrases(text: string, start: number, end: number): Span[] {
  const found: Span[] = [];
  const { units } = readUnits(end - start === text.length ? text : text.slice(start, end));
  const length = end - start;
  for (let from = 0; from + SHORTEST <= length;) {
    let at = from + SHORTEST - 1;
    while (at >= from && !isForeign(unitAt(units, at))) at -= 1;
    if (at >= from) {
      from = at + 1;
      continue;
    }
    let to = from + SHORTEST;
    while (to < length && !isForeign(unitAt(units, to))) to += 1;
    const rows = findRows(units, from, to);
    if (rows.length > 0) found.push(...findWithin(text, rows, { start: start + from, end: start + to }));
    from = to + 1;
  }
  return found;
}

/** In memory of its own: others walk over theirs when this is called. */
const readUnits = createUnitReader();

/** Signs that are in no phrase, whatever separates its words. */
const FOREIGN = new Set(Array.from(":{}[]=(@#*~^$!?", (sign) => sign.charCodeAt(0)));

const IS_FOREIGN = Uint8Array.from({ length: 128 }, (_, code) => Number(FOREIGN.has(code)));

function isForeign(code: number): boolean {
  return IS_FOREIGN[code] === 1;
}

/** @param rows by their places in the span */
function findWithin(text: string, rows: readonly Span[], { start: from, end: to }: Span): Span[] {
  const plain = text.slice(from, to).replaceAll(BLANKS, toBlanks);
  const runs = rows.flatMap((row) => listRuns(plain, row));
  const lists = runs.flatMap((words) => findLists(plain, words));
  const several = runs.flatMap(findSeveral);
  const secret = [...lists, ...several].filter(
    (list) => list.count >= FEWEST_SURE || !isEveryday(text, from + list.start),
  );
  return joinSpans([...runs.flatMap(findInLines), ...secret]).map((span) => ({
    start: from + span.start,
    end: from + span.end,
  }));
}

/** Words that follow each other with little between them, twelve at least; by their places after the start. */
function findRows(units: Uint16Array, start: number, end: number): Span[] {
  const rows: Span[] = [];
  let count = 0;
  let first = start;
  let last = start;
  const close = (): void => {
    if (count >= FEWEST_WORDS) rows.push({ start: first - start, end: last - start });
    count = 0;
  };
  for (let at = start; at < end; at += 1) {
    if (!isLetter(unitAt(units, at))) continue;
    const from = at;
    while (at < end && isLetter(unitAt(units, at))) at += 1;
    const length = at - from;
    // Names of elements, and the letters of escapes: `<li>`, `\n`.
    if (length < SHORTEST_WORD && BEFORE_NAME.has(unitAt(units, from - 1))) continue;
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

const BEFORE_NAME = new Set(Array.from("<>/\\&%", (sign) => sign.charCodeAt(0)));

function isLetter(code: number): boolean {
  return (code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a;
}

/** Escapes and elements between words. */
const BLANKS = /\\{1,4}[nrt]|%(?:20|0[ad])|&(?:nbsp|#\d{1,3}|#x[\da-f]{1,2});|<\/?[a-z]\w{0,8} ?\/?>/gi;

/** As long as what they replace; a break of a line stays one. */
function toBlanks(escape: string): string {
  return (/^(?:\\+n|%0a)$/i.test(escape) ? "\n" : " ").padStart(escape.length);
}

interface Word extends Span {
  readonly number: number;
  /** What is between it and the word before. */
  readonly gap: string;
}

/** Words of the standard that follow each other, whatever is between them. */
function listRuns(plain: string, { start, end }: Span): Word[][] {
  const runs: Word[][] = [];
  let words: Word[] = [];
  const close = (): void => {
    if (words.length >= FEWEST_WORDS) runs.push(words);
    words = [];
  };
  for (const { index, 0: word } of plain.slice(start, end).matchAll(/[A-Za-z]+/g)) {
    const number = numberOfWord(word.toLowerCase());
    if (number === undefined) close();
    else {
      const at = start + index;
      const gap = plain.slice(words.at(-1)?.end ?? at, at);
      words.push({ start: at, end: at + word.length, number, gap });
    }
  }
  close();
  return runs;
}

/** Words with the same between them; a word between two different gaps is the last of one and the first of the next. */
function splitByGap(words: readonly Word[], read: (gap: string) => string): Word[][] {
  const rows: Word[][] = [];
  let first = 0;
  let own: string | undefined;
  for (let at = 1; at <= words.length; at += 1) {
    const gap = at === words.length ? undefined : read(knownAt(words, at).gap);
    if (own !== undefined && gap !== own) {
      if (at - first >= FEWEST_WORDS) rows.push(words.slice(first, at));
      first = at - 1;
    }
    own = gap;
  }
  return rows;
}

/**
 * Phrases anywhere among words with one space between them: people write few such rows that are none. All that fit, because of those that only
 * seem to be one, the first may end within the phrase itself.
 */
function findInLines(words: readonly Word[]): Span[] {
  return splitByGap(words, (gap) => gap)
    .filter((row) => row[1]?.gap === " " && row.length <= MOST_WORDS)
    .flatMap((row) => row.flatMap((_, at) => PHRASE_SIZES.map((size) => row.slice(at, at + size))))
    .filter(isPhraseOf)
    .map(toSpan);
}

/** How what is between the words of a list is compared: as it is, by breaks of paragraphs, or without blanks; never by numbers. */
const READERS: readonly ((gap: string) => string)[] = [
  (gap) => gap.replaceAll(/\d+/g, ""),
  (gap) => (/\n\s*\n/.test(gap) ? "\n" : "") + withoutBlanks(gap),
  withoutBlanks,
];

function withoutBlanks(gap: string): string {
  return gap.replaceAll(/[\s\d]+/g, "");
}

/** Lists that are phrases as a whole: of a longer list of everyday words, some twelve in a row are nearly always one. */
function findLists(plain: string, words: readonly Word[]): List[] {
  return READERS.flatMap((read) =>
    splitByGap(words, read)
      .filter((row) => row.length <= LONGEST_LIST)
      .flatMap((row) => {
        const gap = read(knownAt(row, 1).gap);
        const [before, after] = gapsAround(plain, toSpan(row)).map((one) => one && read(one));
        if (withoutBlanks(gap) !== "" && (before === gap || after === gap)) return [];
        const heading = withoutBlanks(gap) === "" ? countHeading(plain, row) : 0;
        // The last word of a heading, and the first of what follows the list, may be separated like its words.
        const starts = heading > 0 ? [heading] : before === undefined || before === gap ? [0] : [0, 1];
        const ends = heading > 0 ? [0, 1, 2, 3] : after === undefined || after === gap ? [0] : [0, 1];
        const ways = starts.flatMap((start) => ends.map((end) => row.slice(start, row.length - end)));
        return ways.filter(isPhraseOf).slice(0, 1).map(toList);
      }),
  );
}

interface List extends Span {
  /** Number of its words. */
  readonly count: number;
}

/** Of a list that is called everyday words, one in 64 passes by chance, if all of its words are in the standard at all. */
const FEWEST_SURE = 18;

function toList(words: readonly Word[]): List {
  return { ...toSpan(words), count: words.length };
}

/** Lists that consist of phrases of one size: of two that are none, one in 256 passes. */
function findSeveral(words: readonly Word[]): List[] {
  return splitByGap(words, withoutBlanks)
    .filter((row) => row.length <= MOST_WORDS)
    .flatMap((row) => SIZES_OF_SEVERAL.flatMap((size) => (consistsOf(row, size) ? [toList(row)] : [])));
}

/** Those that wallets create. */
const SIZES_OF_SEVERAL: readonly number[] = [24, 12];

function consistsOf(words: readonly Word[], size: number): boolean {
  if (words.length < size * 2 || words.length % size !== 0) return false;
  return Array.from({ length: words.length / size }, (_, at) => words.slice(at * size, (at + 1) * size)).every(
    isPhraseOf,
  );
}

/** Number of the words at the beginning that say what follows: `secret phrase`; the standard has both. */
function countHeading(plain: string, row: readonly Word[]): number {
  return (
    row.slice(0, 3).findLastIndex(({ start, end }) => /^(?:phrase|secret|seed)$/i.test(plain.slice(start, end))) + 1
  );
}

/** Words of the longest phrase, and those at each end that are none of it. */
const LONGEST_LIST = 30;

/** What is between words and the words before and after them, if they are near. */
function gapsAround(plain: string, { start, end }: Span): readonly [string | undefined, string | undefined] {
  return [
    matchParts(/[A-Za-z]([^A-Za-z]{1,16})$/, plain.slice(Math.max(0, start - LONGEST_GAP - 1), start))[1],
    matchParts(/^([^A-Za-z]{1,16})[A-Za-z]/, plain.slice(end, end + LONGEST_GAP + 1))[1],
  ];
}

/** Whether a list of JSON has a name that says that its words are everyday words: of twelve such words, one list in sixteen would be a phrase. */
function isEveryday(text: string, start: number): boolean {
  return EVERYDAY.test(text.slice(Math.max(0, start - LONGEST_OPENING), start));
}

const EVERYDAY =
  /(?:tag|keyword|label|topic|categor(?:y|ie)|interest|hobb(?:y|ie)|genre|ingredient|animal|colou?r|food|skill|synonym|stop_?word|vocabulary)s?(?:\\{0,4}["'])?\s{0,9}:\s{0,9}\[(?:\s|\\{1,4}[nrt]){0,40}\\{0,4}["']?$/i;

/** Characters of a name and of what is between it and the first word. */
const LONGEST_OPENING = 80;

function isPhraseOf(words: readonly Word[]): boolean {
  return isPhrase(words.map(({ number }) => number));
}

function toSpan(words: readonly Word[]): Span {
  return { start: knownAt(words, 0).start, end: knownAt(words, words.length - 1).end };
}
