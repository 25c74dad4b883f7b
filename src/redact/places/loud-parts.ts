import type { Span } from "../../json/quiet-items.ts";
import { toCodeUnits } from "../../sequence/code-units.ts";
import { indexOrEnd } from "../../sequence/index-or-end.ts";
import { joinSpans } from "../../sequence/join-spans.ts";
import { endOfValue } from "./end-of-value.ts";
import { type LoudPlace, findLoudWord } from "./find-loud-word.ts";

/**
 * The parts of a text in which a shape of `findNamed` may match: lines with a telling word, and the neighboring lines that a shape may
 * include. In order, without overlaps.
 */
export function findLoudParts(text: string): readonly Span[] {
  const hasTags = text.includes("<");
  const parts: Span[] = [];
  for (const pattern of LINES) {
    pattern.lastIndex = 0;
    for (let found = pattern.exec(text); found !== null; found = pattern.exec(text)) {
      pattern.lastIndex = indexOrEnd(text, "\n", pattern.lastIndex);
      parts.push({ start: found.index, end: pattern.lastIndex });
    }
  }
  let line: Span = { start: 0, end: -1 };
  let known = 0;
  for (let base = 0; base < text.length; base += WIDTH) {
    const units = toCodeUnits(text.slice(base, base + WIDTH + OVERLAP));
    const to = Math.min(WIDTH + OVERLAP, text.length - base);
    for (let from = 0; from < to;) {
      const found = findLoudWord(text, units, { base, from, to });
      if (found === undefined) break;
      // A long line is measured once.
      if (found.at > line.end || found.at < line.start) line = lineAround(text, found.at);
      const part = partAround(text, found, { line, known });
      parts.push(hasTags ? withTags(text, part) : part);
      known = Math.max(known, part.end);
      // The part of another word in the line is already included.
      const next = part.end >= line.end ? line.end : Math.max(found.at, part.end - MOST_BEHIND);
      from = Math.max(from, next - base) + 1;
    }
  }
  return joinSpans(withWholeValues(text, joinSpans(parts)));
}

function withWholeValues(text: string, parts: readonly Span[]): readonly Span[] {
  const whole: Span[] = [];
  let end = 0;
  for (const part of parts) {
    // The extent of a long value is determined once.
    if (part.end <= end) continue;
    end = endOfValue(text, part);
    whole.push({ start: part.start, end });
  }
  return whole;
}

/** Characters that are searched at once, and those that a word may extend beyond them. */
const WIDTH = 60_000;
const OVERLAP = 64;

/**
 * Lines of values without a telling word: .pgpass, secrets of PPP, those that Postfix has for a host. Global; they match the beginning of a
 * line, since V8 may need some bytes of its stack for each character that `[^\n]*` passes.
 */
const LINES: readonly RegExp[] = [
  /^(?![\dA-F]{4,8}(?::[\dA-F]{4,8}){4}[ \t\r]{0,80}$)[\w.*-]{1,255}:(?:\d{2,5}|\*):[\w*-]{1,255}:[\w*-]{1,255}:[^\s:]{4,4000}[ \t\r]{0,80}$/gm,
  /(?:^|: )"?[\w@.\\*-]{1,100}"?[ \t]{1,20}"?[\w.*-]{1,100}"?[ \t]{1,20}"/gm,
  /^[ \t]{0,400}\[[\w.-]{1,100}\]:\d{2,5}[ \t]/gm,
];

function lineAround(text: string, at: number): Span {
  return { start: at === 0 ? 0 : text.lastIndexOf("\n", at - 1) + 1, end: indexOrEnd(text, "\n", at) };
}

interface Surroundings {
  readonly line: Span;
  /** Where the parts that are known end. */
  readonly known: number;
}

/** Two lines before and two after; many more of what continues below; of long lines, some hundred characters. */
function partAround(text: string, { at, isNear }: LoudPlace, { line, known }: Surroundings): Span {
  let start = line.start;
  const mostBefore = isNear ? NEAR_BEFORE : MOST_BEFORE;
  for (let count = 0; count < LINES_BEFORE && start > 0 && at - start < MOST_BEFORE; count += 1)
    start = start < 2 ? 0 : text.lastIndexOf("\n", start - 2) + 1;
  if (at - start > MOST_BEFORE)
    start = borderBefore(text, at - mostBefore, Math.max(start, Math.min(known, at - mostBefore)));
  // The end of a long line is not included.
  const head = line.end - at > MOST_BEHIND ? "" : text.slice(Math.max(line.start, line.end - LONGEST_END), line.end);
  const isTag = TAG.test(head);
  const isOpen = (!isTag && OPEN.test(head)) || FAR.test(text.slice(Math.max(0, at - LONGEST_END), at + LONGEST_END));
  const most = isOpen ? MOST_OPEN : MOST_BEHIND;
  const mostBehind = isNear && !isOpen && !isTag ? NEAR_BEHIND : most;
  let { end } = line;
  for (let count = isOpen || isTag ? LINES_OPEN : LINES_BEHIND; count > 0 && end < text.length && end - at < most;) {
    const next = text.indexOf("\n", end + 1);
    const from = end;
    end = next < 0 ? text.length : next;
    // A shape may have many blank ones between a name and its value.
    if (end - from > LONGEST_END || /\S/.test(text.slice(from, end))) count -= 1;
  }
  if (end - at > most) end = known >= at + mostBehind ? Math.min(known, end) : borderBehind(text, at + mostBehind, end);
  return { start, end };
}

const LINES_BEFORE = 2;
const LINES_BEHIND = 2;
const LINES_OPEN = 200;

/** Characters. */
const MOST_BEFORE = 350;
const MOST_BEHIND = 650;
const MOST_OPEN = 16_000;
const NEAR_BEFORE = 120;
const NEAR_BEHIND = 260;
const LONGEST_END = 100;

/** A line whose value is below. */
const OPEN = /(?:[:=[{(,\\]|[|>][-+\d]{0,3}|\[[\w.-]{1,90}\])[ \t\r]*$/;

/** The end of a tag, which a value follows in the same part of a page or of XML. */
const TAG = /[\w"'/-]>[ \t\r]*$/;

/** Notations with the value some lines below. */
const FAR = /private-lines|random_password|\bAUTH|chpasswd/i;

/** Characters with which no line begins and no value ends, so that a part may be cut there. */
const BORDER = /[<>,;&)}]/;

function borderBefore(text: string, from: number, first: number): number {
  for (let at = from; at > first; at -= 1) if (BORDER.test(text.charAt(at))) return at;
  return first;
}

function borderBehind(text: string, from: number, last: number): number {
  for (let at = from; at < last; at += 1) if (BORDER.test(text.charAt(at))) return at + 1;
  return last;
}

/** A tag may have its attributes in several lines. */
function withTags(text: string, { start, end }: Span): Span {
  const before = text.slice(Math.max(0, start - LONGEST_TAG), start);
  const opening = before.lastIndexOf("<");
  const own = text.slice(Math.max(start, end - LONGEST_TAG), end);
  const close = own.lastIndexOf("<") > own.lastIndexOf(">") ? text.slice(end, end + LONGEST_TAG).indexOf(">") : -1;
  return {
    start: opening >= 0 && opening > before.lastIndexOf(">") ? start - before.length + opening : start,
    end: end + close + 1,
  };
}

/** Characters. */
const LONGEST_TAG = 1000;
