import { closeSync, readSync } from "node:fs";
import { tmpdir } from "node:os";

import { openToRead } from "../files/open-to-read.ts";
import type { Exchange } from "./exchange.ts";
import { type JournalHeader, decodeExchange, decodeHeader } from "./journal.ts";
import { openOverflowOf } from "./overflow.ts";

/** A journal opened for reading; exchanges come in the order of start, however they finished. */
export interface JournalReader {
  readonly header: JournalHeader | undefined;
  /** Number of exchanges. */
  readonly length: number;
  /** Lines that were cut or damaged, as after a crash or a full disk. */
  readonly damaged: number;
  readonly exchanges: () => Generator<Exchange>;
  /** The lines that they are read from, in the same order; undefined where they are of several journals. */
  readonly lines?: (() => Generator<string>) | undefined;
  readonly close: () => void;
}

/** Reads a journal in bounded memory: one pass finds the lines, then each is read when its turn comes. */
export function openJournal(file: string): JournalReader {
  const descriptor = openToRead(file);
  const overflow = openOverflowOf({ journal: file, header: readFirstLine(descriptor), folder: tmpdir() });
  return readOpenJournal(descriptor, overflow);
}

/** With its newline. */
function readFirstLine(descriptor: number): string {
  const block = Buffer.alloc(LONGEST_HEADER);
  const text = block.subarray(0, readSync(descriptor, block, 0, block.length, 0));
  return text.subarray(0, text.indexOf(NEWLINE) + 1).toString();
}

const LONGEST_HEADER = 1 << 16;

/** The same of one that is open already, which may have no name any more, and of what went elsewhere; `close` closes both. */
export function readOpenJournal(descriptor: number, overflow?: number): JournalReader {
  const read = createReader(descriptor);
  const [first, ...own] = findLines(descriptor);
  const readMore = overflow === undefined ? read : createReader(overflow);
  const more = overflow === undefined ? [] : findLines(overflow).slice(1);
  const rest = [...own, ...more];
  const lines = [
    ...own.flatMap((line) => toNumbered(line, read)),
    ...more.flatMap((line) => toNumbered(line, readMore)),
  ];
  lines.sort((a, b) => a.seq - b.seq);
  function* readLines(): Generator<string> {
    for (const { start, length, from } of lines) yield from(start, length);
  }
  return {
    header: first && decodeHeader(read(first.start, first.length)),
    length: lines.length,
    damaged: rest.length - lines.length,
    *exchanges() {
      for (const line of readLines()) {
        const exchange = decodeExchange(line);
        if (exchange !== undefined) yield exchange;
      }
    },
    lines: readLines,
    close: () => {
      closeSync(descriptor);
      if (overflow !== undefined) closeSync(overflow);
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

/** A line that was cut has no newline; one before a full disk has one, but breaks off. */
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
