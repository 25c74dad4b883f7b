import {
  BACKSLASH,
  CARRIAGE_RETURN,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  DOUBLE_QUOTE,
  LINE_FEED,
  OPEN_BRACE,
  OPEN_BRACKET,
  SPACE,
  TAB,
} from "../sequence/ascii.ts";
import { toCodeUnits, unitAt } from "../sequence/code-units.ts";
import { type PlainString, endOfBareAt, newString, readPlainString } from "./check-strings.ts";
import { endOfString } from "./end-of-string.ts";

/** The effect of a string on the search of its text. */
export const QUIET = 0;
/** It has to be inspected, and reveals nothing about its surroundings. */
export const LONE = 1;
/** It may affect everything in its object. */
export const TELLING = 2;

export type Verdict = typeof QUIET | typeof LONE | typeof TELLING;

export interface JsonJudge {
  /** @param own the name of the member that a value belongs to, or the last one before it */
  readonly judge: (string: PlainString, units: Uint16Array, own: string) => Verdict;
  /** The same of a string with backslashes. */
  readonly judgeEscaped: (string: PlainString, own: string) => Verdict;
}

/** A part of a text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * Finds the objects in lists of a JSON text that need no inspection, if their surroundings reveal nothing about them: one walk, which
 * creates no values. Lists that contain anything but objects are excluded, because an item there may describe the next.
 *
 * @returns undefined if the text is not JSON, or has more than 60 levels
 */
export function findQuietItems(text: string, { judge, judgeEscaped }: JsonJudge): readonly Span[] | undefined {
  const units = toCodeUnits(text);
  const string = newString();
  const spans: { start: number; end: number }[] = [];
  let own = "";
  let isSecret = false;
  let depth = 0;
  let next = VALUE;
  marks[0] = 0;
  owners[0] = 0;
  const mark = (verdict: Verdict): void => {
    const owner = owners[depth] ?? 0;
    if (verdict > (marks[owner] ?? 0)) marks[owner] = verdict;
  };
  const close = (end: number): void => {
    const isItem = owners[depth] === depth;
    const start = starts[depth] ?? 0;
    const verdict = marks[depth] ?? 0;
    // An object without anything to inspect is skipped as a whole; one that describes itself is not.
    if (isItem ? verdict !== LONE : isMixed[depth] === 1) spans.length = Math.min(spans.length, counts[depth] ?? 0);
    depth -= 1;
    if (!isItem) return;
    if (verdict !== QUIET) mark(LONE);
    else {
      const last = spans.at(-1);
      if (last !== undefined && last.end === lastEnds[depth]) last.end = end;
      else spans.push({ start, end });
    }
    lastEnds[depth] = end;
  };
  for (let at = 0; at < text.length;) {
    const code = unitAt(units, at);
    at += 1;
    if (code === SPACE || code === LINE_FEED || code === CARRIAGE_RETURN || code === TAB) continue;
    if (next <= ITEM && code !== OPEN_BRACE && code !== CLOSE_BRACKET && isObject[depth] === 0) isMixed[depth] = 1;
    if (code === DOUBLE_QUOTE) {
      string.isName = next >= NAME;
      if (next === BEFORE_COLON || next === REST) return undefined;
      string.start = at - 1;
      const isPlain = readPlainString(units, string);
      if (!isPlain && unitAt(units, string.end - 1) !== BACKSLASH) return undefined;
      if (!isPlain) string.end = endOfString(text, at - 1);
      const verdict = isPlain ? judge(string, units, own) : judgeEscaped(string, own);
      mark(verdict);
      if (string.isName) own = text.slice(at, string.end - 1);
      isSecret = string.isName && verdict !== QUIET;
      at = string.end;
      next = string.isName ? BEFORE_COLON : REST;
    } else if (code === COMMA) {
      if (next !== REST || depth === 0) return undefined;
      next = isObject[depth] === 1 ? NAME : VALUE;
    } else if (code === COLON) {
      if (next !== BEFORE_COLON) return undefined;
      next = VALUE;
    } else if (code === OPEN_BRACE || code === OPEN_BRACKET) {
      // If a value is named like a secret, each of its parts may be one.
      if (isSecret) mark(TELLING);
      isSecret = false;
      if (next > ITEM || depth + 1 >= DEEPEST) return undefined;
      const isItem = code === OPEN_BRACE && depth > 0 && isObject[depth] === 0;
      const around = owners[depth] ?? 0;
      depth += 1;
      isObject[depth] = code === OPEN_BRACE ? 1 : 0;
      isMixed[depth] = 0;
      starts[depth] = at - 1;
      counts[depth] = spans.length;
      lastEnds[depth] = -1;
      owners[depth] = isItem ? depth : around;
      marks[depth] = 0;
      next = code === OPEN_BRACE ? FIRST_NAME : ITEM;
    } else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) {
      const wanted = code === CLOSE_BRACE ? 1 : 0;
      if (depth === 0 || isObject[depth] !== wanted || !(next === REST || next === ITEM || next === FIRST_NAME))
        return undefined;
      close(at);
      next = REST;
    } else {
      const end = next > ITEM ? -1 : endOfBareAt(text, at - 1);
      if (end < 0) return undefined;
      isSecret = false;
      at = end;
      next = REST;
    }
  }
  if (depth !== 0 || next !== REST) return undefined;
  return marks[0] === TELLING ? [] : spans;
}

/**
 * States: the next token may be a value, or a name in the last two states. In `ITEM` and `FIRST_NAME`, it may also be
 * an end.
 */
const VALUE = 0;
const ITEM = 1;
const BEFORE_COLON = 2;
const REST = 3;
const NAME = 4;
const FIRST_NAME = 5;

const DEEPEST = 60;

/** By depth: 1 for objects, 0 for lists. */
const isObject = new Uint8Array(DEEPEST);
/** 1 for lists that have anything but objects. */
const isMixed = new Uint8Array(DEEPEST);
/** Where it begins, how many parts were found before it, where its last item ended. */
const starts = new Uint32Array(DEEPEST);
const counts = new Uint32Array(DEEPEST);
const lastEnds = new Int32Array(DEEPEST);
/** The depth of the object in a list, or of the text, to which what is found there counts. */
const owners = new Uint8Array(DEEPEST);
/** The findings in each of these. */
const marks = new Uint8Array(DEEPEST);
