import { LINE_FEED } from "../../sequence/ascii.ts";
import { locateEntries } from "../../trace/stream/locate-entries.ts";
import { locateOffset } from "../../trace/stream/locate-offset.ts";
import type { NumberList } from "../../trace/stream/number-list.ts";
import type { TextSource } from "../../trace/stream/text-source.ts";
import { createAlikeSearch } from "./find-leaks-alike.ts";
import type { FindOwn } from "./find-own.ts";
import { type ScanFinding, scanText } from "./scan-text.ts";

interface ScanSourceOptions {
  /** Units of a piece, and of the part of a line that it may be longer. @default 1 MiB */
  readonly piece?: number;
  readonly findOwn?: FindOwn | undefined;
  /** Units of an exchange, or of what is around all of them, that is searched at once. @default 256 Mi */
  readonly longest?: number;
}

/**
 * Searches for secrets in a text that is too long to be searched at once: a trace exchange by exchange, any other text in pieces that end
 * with a line; so is an exchange that no string can hold. If a line is too long for that, a piece begins with the end of the previous one, because a secret may cross the border.
 */
export function* scanSource(
  source: TextSource,
  { piece = PIECE, findOwn, longest = LONGEST }: ScanSourceOptions = {},
): Generator<ScanFinding> {
  const { entries, replaced, rest, isWhole } = locateEntries(source);
  // The file also contains exchanges that no command shows because another list of exchanges follows.
  if (entries !== undefined) for (let index = 0; index < entries.length; index += 1) replaced.push(entries.at(index));
  const pieces =
    isWhole && entries !== undefined
      ? merge(rest, replaced).flatMap((one) => (one[1] - one[0] > longest ? divide(source, piece, one) : [one]))
      : divide(source, piece);
  const find = createAlikeSearch();
  let place = { offset: 0, line: 1, column: 1 };
  let told = new Set<string>();
  for (const [start, end] of pieces) {
    const seen = told;
    told = new Set();
    const findings = scanText(source.text(start, end), findOwn, find);
    // Lines are counted only up to findings, because counting reads everything before them again.
    if (findings.length > 0) place = { offset: start, ...locateOffset(source, start, place) };
    for (const finding of findings) {
      const line = place.line + finding.line - 1;
      const column = finding.line === 1 ? place.column + finding.column - 1 : finding.column;
      const key = `${line} ${column} ${finding.rule}`;
      told.add(key);
      if (!seen.has(key)) yield { ...finding, line, column };
    }
  }
}

type Piece = readonly [start: number, end: number];

/** The pieces of two lists in the order of the text. */
function* merge(rest: NumberList, entries: NumberList): Generator<Piece> {
  let other = 0;
  for (let index = 0; index < entries.length; index += 2) {
    for (; rest.at(other) < entries.at(index); other += 2) yield [rest.at(other), rest.at(other + 1)];
    yield [entries.at(index), entries.at(index + 1)];
  }
  for (; other < rest.length; other += 2) yield [rest.at(other), rest.at(other + 1)];
}

function* divide(source: TextSource, piece: number, [from, to]: Piece = [0, source.length]): Generator<Piece> {
  for (let start = from; start < to;) {
    const { end, isLine } = findEnd(source, Math.min(to, start + piece), Math.min(to, start + 2 * piece));
    yield [start, end];
    if (end >= to) return;
    start = isLine ? end : end - Math.min(OVERLAP, piece);
  }
}

const PIECE = 1 << 20;

/** Half of what a string can hold. */
const LONGEST = 1 << 28;

/** No detected secret is longer, except private keys. */
const OVERLAP = 1 << 14;

function findEnd(source: TextSource, from: number, last: number): { readonly end: number; readonly isLine: boolean } {
  for (let at = from; at < last;) {
    const block = source.block(at);
    const found = block.indexOf(LINE_FEED);
    if (found >= 0 && at + found < last) return { end: at + found + 1, isLine: true };
    at += block.length;
  }
  return { end: last, isLine: false };
}
