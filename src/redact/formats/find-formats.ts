import { createRecentTexts } from "../recent-texts.ts";
import type { SecretClass } from "./classes.ts";
import { findChecked } from "./find-checked.ts";
import { FORMATS } from "./formats.ts";
import { createOpeningSearch } from "./opening-search.ts";
import { type FormatMatch, type ReadyFormat, isTelling, makeReady } from "./ready-format.ts";
import { isWithinBase64 } from "./within-base64.ts";

/** A secret that is recognized by its form. */
export interface FormatHit {
  /** Name of the format. */
  readonly rule: string;
  readonly secretClass: SecretClass;
  readonly start: number;
  readonly end: number;
}

/**
 * Finds values that are secret by their form alone, whatever their name, except aliases and text within long base64.
 * Matches may overlap.
 */
export function findFormats(text: string): FormatHit[] {
  if (text === lastWithout || without.has(text)) return [];
  const hits = findAll(text, "matchWhole");
  if (hits.length === 0) without.add(text);
  return hits;
}

/** Texts without matches. */
const without = createRecentTexts();

/** Marks a text as known to contain none. */
export function noteNoFormats(text: string): void {
  if (text.length <= LONGEST_KEPT) lastWithout = text;
}

/** A body, which is longer than the texts above. */
let lastWithout = "";

/** Characters. A longer one would stay in memory until the next comes, and looking into it again takes no more than the rest of the work with it. */
const LONGEST_KEPT = 1 << 20;

/**
 * The same at the end of a truncated text, where the beginning of a secret is enough.
 *
 * @param shortest minimum number of characters of its secret part
 */
export function findCutFormat(text: string, shortest = 1): FormatHit | undefined {
  return findAll(text, "matchCut", shortest)[0];
}

/** Whether a value is only the beginning of such a secret, too little of it to be one, and an ellipsis. What follows that belongs to the secret. */
export function isShortenedFormat(text: string, { start, end }: Pick<FormatHit, "start" | "end">): boolean {
  return READY.some(
    ({ format, matchShortened }) =>
      format.openings.some((opening) => text.startsWith(opening, start)) &&
      matchShortened(text, start).some((part) => NO_MORE.test(text.slice(part.end, end))),
  );
}

/** An ellipsis and signs around it. */
const NO_MORE = /^(?:\\u2026|&hellip|[^\p{L}\p{N}])*$/u;

const READY = FORMATS.map(makeReady);

const search = createOpeningSearch(new Map(READY.map((ready) => [ready, ready.format.openings] as const)));

function findAll(text: string, match: "matchWhole" | "matchCut", shortest = 0): FormatHit[] {
  const hits: FormatHit[] = [];
  const guesses: FormatHit[] = [];
  // Text within a match, or in a run that is known to contain none, is not checked again.
  const done = new Map<ReadyFormat, number>();
  const doneTo = (ready: ReadyFormat): number => done.get(ready) ?? 0;
  let isOpenless = true;
  const onOpening = (ready: ReadyFormat, start: number, end: number): void => {
    isOpenless = false;
    if (start < doneTo(ready)) return;
    const { companion, isAnywhere, isGuess } = ready.format;
    const isMissing = match === "matchWhole" && companion !== undefined && !text.includes(companion);
    if (isMissing || isAnywhere) done.set(ready, text.length);
    if (isMissing) return;
    const found = ready[match](text, start).filter(({ rest }) => rest >= shortest);
    if (found.length === 0 && ready.isRun) done.set(ready, endOfRun(text, end));
    for (const one of found) {
      done.set(ready, Math.max(one.end, doneTo(ready)));
      const hit = toHit(ready, one);
      if (ALIAS.test(text.slice(hit.start, hit.end)) || isWithinBase64(text, one.start, one.end)) continue;
      (isGuess ? guesses : hits).push(hit);
    }
  };
  if (text !== lastOpenless) search(text, onOpening);
  if (isOpenless && text.length <= LONGEST_KEPT) lastOpenless = text;
  return [
    ...hits,
    ...(match === "matchWhole" ? findChecked(text) : []),
    ...guesses.filter((guess) => !hits.some(({ start, end }) => start < guess.end && end > guess.start)),
  ];
}

/** The last text that has no opening of a format: its end is searched next. */
let lastOpenless = "";

/** wirewalk's own alias, as it is, as an anchor, and as the only content of a key in an exported collection. */
const ALIAS = /redacted|-----\s{0,400}\{\{[a-z]{1,20}_\d{1,9}\}\}\s{0,400}$/i;

function toHit({ format }: ReadyFormat, { start, end, rest }: FormatMatch): FormatHit {
  return { rule: format.id, secretClass: format.class, start: format.isPlace ? end - rest : start, end };
}

function endOfRun(text: string, start: number): number {
  RUN.lastIndex = start;
  RUN.exec(text);
  return RUN.lastIndex;
}

const RUN = /[\w-]*/y;

/**
 * The end of a truncated text that may be the beginning of a secret recognized only by its end; a guess, because IDs and hashes may be
 * truncated too.
 */
export function findCutBehind(text: string): FormatHit | undefined {
  let found: FormatHit | undefined;
  for (const { format, matchBefore } of READY) {
    const start = matchBefore?.(text) ?? text.length;
    // In base64, another format may begin after a slash.
    if (start >= (found?.start ?? text.length) || text.length - start < SHORTEST_GUESS) continue;
    if (isTelling(text.slice(start))) found = { rule: format.id, secretClass: format.class, start, end: text.length };
  }
  return found;
}

/** Characters; shorter matches are too frequent. */
const SHORTEST_GUESS = 12;

/** The same for one that is too short to be distinguished from a word: the number of characters before it. */
export function findCutWord(text: string): number {
  const start = Math.min(...READY.map(({ matchBefore }) => matchBefore?.(text) ?? text.length));
  return text.length - start >= SHORTEST_WORD ? start : text.length;
}

/** Characters; a shorter one is not evidence. */
const SHORTEST_WORD = 4;
