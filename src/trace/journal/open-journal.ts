import { closeSync, readSync } from "node:fs";
import { tmpdir } from "node:os";

import { openToRead } from "../files/open-to-read.ts";
import type { Exchange } from "./exchange.ts";
import { type JournalHeader, decodeExchange, decodeHeader } from "./journal.ts";
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
  readonly lines?: (() => Generator<string>) | undefined;
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
    const end = block.subarray(0, count).indexOf(NEWLINE);
    if (end >= 0 || count < size) return block.toString("utf8", 0, end + 1);
  }
  return "";
}

const LONGEST_HEADER = 1 << 24;

/** The same of one that is open already, which may have no name any more, and of what went elsewhere; `close` closes both. */
export function readOpenJournal(descriptor: number, elsewhere: readonly number[]): JournalReader {
  const read = createReader(descriptor);
  const [first, ...own] = findLines(descriptor);
  const more = elsewhere.map((one) => ({ from: createReader(one), found: findLines(one).slice(1) }));
  const files = [{ from: read, found: own }, ...more];
  const complete = files.flatMap(({ from, found }) => found.flatMap((line) => toNumbered(line, from)));
  complete.sort((a, b) => a.seq - b.seq);
  // A disk that reported an error may have kept what was then written elsewhere.
  const lines = complete.filter((line, index) => !isSame(line, complete[index - 1]));
  function* readLines(): Generator<string> {
    for (const { start, length, from } of lines) yield from(start, length);
  }
  return {
    header: first && decodeHeader(read(first.start, first.length)),
    length: lines.length,
    damaged: files.reduce((sum, { found }) => sum + found.length, 0) - complete.length,
    *exchanges() {
      for (const line of readLines()) {
        const exchange = decodeExchange(line);
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
  /** Whether a newline ended it. */
  readonly isWhole: boolean;
}

const NEWLINE = 10;

function findLines(descriptor: number): Line[] {
  const block = Buffer.allocUnsafe(1 << 20);
  const lines: Line[] = [];
  let start = 0;
  let position = 0;
  for (let count = readSync(descriptor, block, 0, block.length, 0); count > 0;) {
    for (let end = block.indexOf(NEWLINE); end >= 0 && end < count; end = block.indexOf(NEWLINE, end + 1)) {
      lines.push({ start, length: position + end - start, isWhole: true });
      start = position + end + 1;
    }
    position += count;
    count = readSync(descriptor, block, 0, block.length, position);
  }
  if (position > start) lines.push({ start, length: position - start, isWhole: false });
  return lines;
}

/** A line that was cut has no newline; one before a full disk has one, but is truncated. */
function toNumbered({ start, length, isWhole }: Line, read: Read): NumberedLine[] {
  const seq = /^\[(\d+),/.exec(read(start, Math.min(length, 20)))?.[1];
  const isComplete = isWhole && length > 0 && read(start + length - 1, 1) === "]";
  return seq !== undefined && isComplete ? [{ seq: Number(seq), start, length, from: read }] : [];
}

interface NumberedLine {
  readonly seq: number;
  readonly start: number;
  readonly length: number;
  /** Reads the file that it is in. */
  readonly from: Read;
}

/** Whether two lines of several files are the same. */
function isSame(line: NumberedLine, before: NumberedLine | undefined): boolean {
  if (before?.seq !== line.seq || before.length !== line.length || before.from === line.from) return false;
  return before.from(before.start, before.length) === line.from(line.start, line.length);
}

type Read = (start: number, length: number) => string;

/**
 * One buffer for all lines: one for each would wait outside of the heap, where the collector does not see it. It is filled with what follows a
 * line as well, since most lines are read one after another.
 */
function createReader(descriptor: number): Read {
  let buffer = Buffer.allocUnsafe(1 << 18);
  let from = 0;
  let held = 0;
  return (start, length) => {
    if (start < from || start + length > from + held) {
      if (length > buffer.length) buffer = Buffer.allocUnsafe(2 * length);
      from = start;
      held = readSync(descriptor, buffer, 0, buffer.length, start);
    }
    return buffer.toString("utf8", start - from, Math.min(start + length - from, held));
  };
}
