import { matchedText } from "../../sequence/matched-text.ts";
import { createBeginnings } from "./beginnings.ts";
import { decodeRuns, isKnownWithoutRuns } from "./decode-runs.ts";
import type { Form } from "./forms.ts";
import { splitLong } from "./split-long.ts";
import { type Unescaped, unescapeAll } from "./unescape.ts";
import { WINDOW, createWindowTable } from "./window-table.ts";

/**
 * Finds many values in a text at once. Values are added all the time (each response may bring a new token), which rules out one pattern
 * that is compiled again for each; the cost of a search hardly depends on their number.
 */
export interface Finder<Label> {
  /** Makes a form, at least `WINDOW` characters long, be found from now on. */
  readonly add: (form: Form, label: Label) => void;
  /** The places of the values in a text, escaped or not; in no particular order, possibly overlapping. */
  readonly find: (text: string) => Hit<Label>[];
  /** Where one begins that the end of the text cuts off, and which; at least `SHORTEST_PART` characters are there. */
  readonly findUnfinished: (text: string) => Pick<Hit<Label>, "start" | "label"> | undefined;
}

export interface Hit<Label> {
  readonly start: number;
  readonly end: number;
  readonly label: Label;
}

interface Candidate<Label> {
  readonly form: Form;
  /** Where its window begins. */
  readonly offset: number;
  readonly label: Label;
}

export function createFinder<Label>(): Finder<Label> {
  const table = createWindowTable<Candidate<Label>>();
  const beginnings = createBeginnings<Label>();
  let longest = 0;

  const findIn = ({ text, places }: Unescaped, source: string, hits: Hit<Label>[]): void => {
    if (text.length < WINDOW) return;
    table.visit(text, (window, candidates) => {
      for (const { form, offset, label } of candidates) {
        const start = window - offset;
        if (start < 0 || !text.startsWith(form.text, start)) continue;
        const end = start + form.text.length;
        const hit = { start: places?.startOf(start) ?? start, end: places?.endOf(end - 1) ?? end, label };
        if (!isByChance(source, hit, form)) hits.push(form.encoding === "base64" ? widen(source, hit) : hit);
      }
    });
  };

  const findLong = (text: string): Hit<Label>[] => {
    const hits: Hit<Label>[] = [];
    const hasNoRuns = isKnownWithoutRuns(text);
    let known = 0;
    for (const { start, end } of splitLong(text, Math.max(SHORTEST_OVERLAP, longest * MOST_GROWTH))) {
      for (const hit of findAll(text.slice(start, end), 0, hasNoRuns)) {
        // Matches in the overlap of two parts are found in both.
        if (hit.end + start > known) hits.push({ start: hit.start + start, end: hit.end + start, label: hit.label });
      }
      known = end;
    }
    return hits;
  };

  const findAll = (text: string, depth: number, hasNoRuns = false): Hit<Label>[] => {
    const hits: Hit<Label>[] = [];
    // Decoded escapes are never longer than the escapes.
    if (text.length < WINDOW) return hits;
    const plain: Unescaped = { text, exact: text, places: undefined };
    findIn(plain, text, hits);
    if (!hasNoRuns) findInRuns(plain, depth, hits);
    let last: Unescaped | undefined;
    for (const unescaped of unescapeAll(text)) {
      findIn(unescaped, text, hits);
      last = unescaped;
    }
    if (last?.places !== undefined) findInRuns(last, depth, hits);
    return hits;
  };

  // A match in an encoded run replaces the whole run, because part of it cannot be replaced.
  const findInRuns = ({ exact, places }: Unescaped, depth: number, hits: Hit<Label>[]): void => {
    if (depth >= DEEPEST) return;
    for (const { start, end, text } of decodeRuns(exact)) {
      const [found] = findAll(text, depth + 1);
      if (found === undefined) continue;
      hits.push({ start: places?.startOf(start) ?? start, end: places?.endOf(end - 1) ?? end, label: found.label });
    }
  };

  return {
    add: (form, label) => {
      longest = Math.max(longest, form.text.length);
      table.add(form.text, (offset) => ({ form, offset, label }));
      beginnings.add(form, label);
    },
    find: (text) => {
      if (table.size === 0) return [];
      return text.length > LONGEST_WHOLE ? findLong(text) : findAll(text, 0);
    },
    findUnfinished: beginnings.findAtEnd,
  };
}

/** Characters. Longer texts are looked through part by part, which takes no memory that grows with them. */
const LONGEST_WHOLE = 65_536;

/** Characters that parts share at least, and how many times as long a value may be with its escapes. */
const SHORTEST_OVERLAP = 4096;
const MOST_GROWTH = 6;

/** Base64 in base64 in base64 in base64. */
const DEEPEST = 4;

/** Shorter texts that a line break divides are two words. */
const SHORTEST_BROKEN = 16;

function isByChance(source: string, { start, end }: Hit<unknown>, { text, hasBreaks }: Form): boolean {
  if (isPartOfNumber(source, start, end) || crossesParts(source, start, end)) return true;
  if (hasBreaks || text.length >= SHORTEST_BROKEN || end - start === text.length) return false;
  return /[\r\n]|\\[rn]|%0[ad]/i.test(source.slice(start, end));
}

/** Whether it begins in one part of a URL and ends in another: in the host and the path, in the path and the query. */
function crossesParts(text: string, start: number, end: number): boolean {
  const found = text.slice(start, end);
  if (!/[/?#]/.test(found) || found.includes("://")) return false;
  const word = matchedText(LAST_WORD, text.slice(Math.max(0, start - LONGEST_URL), start));
  const mark = word.indexOf("://");
  if (mark < 0 || !/[a-z][\d+.-]{0,20}$/i.test(word.slice(Math.max(0, mark - LONGEST_SCHEME), mark))) return false;
  const before = matchedText(/:\/\/([^]*)/, word, 1);
  if (before.includes("?")) return found.includes("#") && !before.includes("#");
  return /[?#]/.test(found) || (!before.includes("/") && !found.includes("@"));
}

/** Up to the end of a text. */
const LAST_WORD = /(?<![^\s"'<>\\])[^\s"'<>\\]+$/;

/** Characters that are looked at. */
const LONGEST_SCHEME = 24;

/** Characters. */
const LONGEST_URL = 2048;

/** `123456` is not what `9123456` or `1.123456` holds. */
function isPartOfNumber(text: string, start: number, end: number): boolean {
  if (!/^\d+$/.test(text.slice(start, end))) return false;
  return /\d\.?$/.test(text.slice(Math.max(0, start - 2), start)) || /^\.?\d/.test(text.slice(end, end + 2));
}

/** The neighboring characters contain some bits of the value, and the padding after it reveals its length. */
function widen<Label>(source: string, { start, end, label }: Hit<Label>): Hit<Label> {
  // The end of an escape is none of them.
  const before = /(?<!%[\da-f])[\w+/-]$/i.test(source.slice(Math.max(0, start - 3), start)) ? 1 : 0;
  const behind = matchedText(/^[\w+/-]?(?:=|%3D){0,2}/i, source.slice(end, end + 7)).length;
  return { start: start - before, end: end + behind, label };
}
