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
}

/**
 * Searches for secrets in a text that is too long to be searched at once: a trace exchange by exchange, any other text in pieces that end
 * with a line. If a line is too long for that, a piece begins with the end of the previous one, because a secret may cross the border.
 */
export function* scanSource(
  source: TextSource,
  { piece = PIECE, findOwn }: ScanSourceOptions = {},
): Generator<ScanFinding> {
  const { entries, replaced, rest, isWhole } = locateEntries(source);
  // The file also contains exchanges that no command shows because another list of exchanges follows.
  if (entries !== undefined) for (let index = 0; index < entries.length; index += 1) replaced.push(entries.at(index));
  const pieces = isWhole && entries !== undefined ? merge(rest, replaced) : divide(source, piece);
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

function* divide(source: TextSource, piece: number): Generator<Piece> {
  for (let start = 0; start < source.length;) {
    const { end, isLine } = findEnd(source, Math.min(source.length, start + piece), piece);
    yield [start, end];
    if (end >= source.length) return;
    start = isLine ? end : end - Math.min(OVERLAP, piece);
  }
}

const PIECE = 1 << 20;

/** No detected secret is longer, except private keys. */
const OVERLAP = 1 << 14;

function findEnd(source: TextSource, from: number, piece: number): { readonly end: number; readonly isLine: boolean } {
  const last = Math.min(source.length, from + piece);
  for (let at = from; at < last;) {
    const block = source.block(at);
    const found = block.indexOf(LINE_FEED);
    if (found >= 0) return { end: at + found + 1, isLine: true };
    at += block.length;
  }
  return { end: last, isLine: false };
}
