import { closeSync, readSync } from "node:fs";
import { tmpdir } from "node:os";

import { CLOSE_BRACKET, COMMA, LINE_FEED, OPEN_BRACKET, ZERO } from "../../sequence/ascii.ts";
import { openToRead } from "../files/open-to-read.ts";
import type { Exchange } from "./exchange.ts";
import { type JournalHeader, decodeExchange, decodeHeader } from "./journal.ts";
import { type LineBytes, textOfLine } from "./line-bytes.ts";
import { type OpenOverflow, openOverflowsOf } from "./overflow.ts";

/** A journal opened for reading; exchanges come in the order of start, however they finished. */
export interface JournalReader {
  readonly header: JournalHeader | undefined;
  /** Number of exchanges. */
  readonly length: number;
  /** Lines that were cut or damaged, as after a crash or a full disk. */
  readonly damaged: number;
  readonly exchanges: () => Generator<Exchange>;
  /** The lines from which they are read, in the same order; undefined if they are from several journals. */
  readonly lines?: (() => Generator<LineBytes>) | undefined;
  readonly close: () => void;
}

/** Reads a journal in bounded memory: one pass finds the lines, then each is read when its turn comes. */
export function openJournal(file: string): JournalReader {
  const descriptor = openToRead(file);
  const elsewhere = openElsewhere(file, descriptor);
  return readOpenJournal(
    descriptor,
    elsewhere.map((one) => one.descriptor),
  );
}

export interface Elsewhere extends OpenOverflow {
  /** Where lines begin in it. */
  readonly start: number;
}

/** Opens the continuations of an open journal, except the files that are already known. */
export function openElsewhere(file: string, descriptor: number, known: readonly string[] = []): Elsewhere[] {
  const header = readFirstLine(descriptor);
  const start = Buffer.byteLength(header);
  return openOverflowsOf({ journal: file, header, folder: tmpdir() }, known).map(
    ({ file: name, descriptor: found }) => ({ file: name, descriptor: found, start }),
  );
}

/** With its newline; "" if it is incomplete. */
function readFirstLine(descriptor: number): string {
  // It has the command that was recorded, which may be long.
  for (let size = 1 << 12; size <= LONGEST_HEADER; size *= 4) {
    const block = Buffer.allocUnsafe(size);
    const count = readSync(descriptor, block, 0, size, 0);
    const end = block.subarray(0, count).indexOf(LINE_FEED);
    if (end >= 0 || count < size) return block.toString("utf8", 0, end + 1);
  }
  return "";
}

const LONGEST_HEADER = 1 << 24;

/** The same of one that is open already, which may have no name any more, and of what went elsewhere; `close` closes both. */
export function readOpenJournal(descriptor: number, elsewhere: readonly number[]): JournalReader {
  const own = findLines(descriptor);
  const files = [own, ...elsewhere.map((one) => findLines(one))];
  const complete = files.flatMap(({ lines }) => lines);
  complete.sort((a, b) => a.seq - b.seq);
  // A disk that reported an error may have kept what was then written elsewhere.
  const lines = complete.filter((line, index) => !isSame(line, complete[index - 1]));
  function* readLines(): Generator<LineBytes> {
    for (const { start, length, from } of lines) yield from(start, length);
  }
  return {
    header: own.header && decodeHeader(textOf(own.header)),
    length: lines.length,
    damaged: files.reduce((sum, { damaged }) => sum + damaged, 0),
    *exchanges() {
      for (const line of lines) {
        const exchange = decodeExchange(textOf(line));
        if (exchange !== undefined) yield exchange;
      }
    },
    lines: readLines,
    close: () => {
      for (const one of [descriptor, ...elsewhere]) closeSync(one);
    },
  };
}

interface Line {
  readonly start: number;
  /** Without the newline. */
  readonly length: number;
  /** Reads the file that it is in. */
  readonly from: Read;
}

interface NumberedLine extends Line {
  readonly seq: number;
}

interface FoundLines {
  /** The first line. */
  readonly header: Line | undefined;
  /** The others, as far as they are complete. */
  readonly lines: readonly NumberedLine[];
  readonly damaged: number;
}

function findLines(descriptor: number): FoundLines {
  const from = createReader(descriptor);
  const lines: NumberedLine[] = [];
  let header: Line | undefined;
  let damaged = 0;
  const take = (start: number, length: number, seq: number | undefined): void => {
    if (header === undefined) header = { start, length, from };
    else if (seq === undefined) damaged += 1;
    else lines.push({ seq, start, length, from });
  };
  const block = Buffer.allocUnsafe(1 << 20);
  let start = 0;
  let position = 0;
  for (let count = readSync(descriptor, block, 0, block.length, 0); count > 0;) {
    const read = block.subarray(0, count);
    for (let end = read.indexOf(LINE_FEED); end >= 0; end = read.indexOf(LINE_FEED, end + 1)) {
      const length = position + end - start;
      const isWithin = start >= position;
      take(start, length, isWithin ? numberOf(read, start - position, end) : numberOfLine(from(start, length)));
      start = position + end + 1;
    }
    position += count;
    count = readSync(descriptor, block, 0, block.length, position);
  }
  // A line that was cut has no newline.
  if (position > start) take(start, position - start, undefined);
  return { header, lines, damaged };
}

function numberOfLine({ bytes, start, end }: LineBytes): number | undefined {
  return numberOf(bytes, start, end);
}

/** The number of an exchange; undefined for a line that a full disk cut, which has a newline too. */
function numberOf(bytes: Uint8Array, start: number, end: number): number | undefined {
  if (bytes[start] !== OPEN_BRACKET || bytes[end - 1] !== CLOSE_BRACKET) return undefined;
  let seq = 0;
  let at = start + 1;
  for (; isDigit(bytes[at]); at += 1) seq = seq * 10 + (bytes[at] ?? 0) - ZERO;
  return at > start + 1 && bytes[at] === COMMA ? seq : undefined;
}

function isDigit(code: number | undefined): boolean {
  return code !== undefined && code >= ZERO && code <= ZERO + 9;
}

/** Whether two lines of several files are the same. */
function isSame(line: NumberedLine, before: NumberedLine | undefined): boolean {
  if (before?.seq !== line.seq || before.length !== line.length || before.from === line.from) return false;
  return textOf(before) === textOf(line);
}

function textOf({ start, length, from }: Line): string {
  return textOfLine(from(start, length));
}

type Read = (start: number, length: number) => LineBytes;

/**
 * One buffer for all lines: one for each would wait outside of the heap, where the collector does not see it. It is filled with what follows a
 * line as well, since most lines are read one after another.
 */
function createReader(descriptor: number): Read {
  let bytes = Buffer.alloc(0);
  let from = 0;
  let held = 0;
  return (start, length) => {
    if (start < from || start + length > from + held) {
      if (length > bytes.length) bytes = Buffer.allocUnsafe(Math.max(1 << 18, 2 * length));
      from = start;
      held = readSync(descriptor, bytes, 0, bytes.length, start);
    }
    return { bytes, start: start - from, end: Math.min(start + length - from, held) };
  };
}
