import { closeSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { dirname } from "node:path";

import { UserError } from "../../errors.ts";
import { makeFolders } from "../files/make-folders.ts";
import type { Exchange } from "./exchange.ts";
import { type JournalHeader, decodeExchange, decodeHeader, encodeExchange, encodeHeader } from "./journal.ts";
import { forgetKey } from "./key-file.ts";
import { toLeftJournalsError } from "./left-journals.ts";
import { removeSealed } from "./sealed-lines.ts";

/** A journal open for appending. */
export interface JournalWriter {
  readonly file: string;
  /** Takes a finished exchange; it is on disk when the current turn of the event loop ends. */
  readonly append: (exchange: Exchange) => void;
  /** Writes what is waiting now; what the disk says goes to `onError`. */
  readonly flush: () => void;
  readonly close: () => void;
  /** Closes and removes the file. */
  readonly remove: () => void;
}

/** Creates a journal that nobody else may read (mode 0600). Throws a `UserError` where it cannot, or one is there. */
export function createJournal(file: string, header: JournalHeader, onError: (error: unknown) => void): JournalWriter {
  const descriptor = createFile(file);
  // What is there is of a journal that somebody removed alone.
  removeSealed(file);
  let waiting = encodeHeader(header);
  let isScheduled = false;
  let isOpen = true;

  const write = (): void => {
    const text = waiting;
    waiting = "";
    const written = writeSync(descriptor, text);
    if (written < Buffer.byteLength(text)) finishWriting(descriptor, text, written);
  };
  const flush = (): void => {
    isScheduled = false;
    try {
      if (isOpen && waiting !== "") write();
    } catch (error) {
      onError(error);
    }
  };
  const close = (): void => {
    if (!isOpen) return;
    isOpen = false;
    process.off("exit", flush);
    closeSync(descriptor);
  };
  // `process.exit()` ends the event loop before the turn does.
  process.on("exit", flush);
  write();

  return {
    file,
    append: (exchange) => {
      // A recorder may be used on after it was saved; nothing of that is kept.
      if (!isOpen) return;
      waiting += encodeExchange(exchange);
      if (isScheduled) return;
      isScheduled = true;
      // One write for all that finished in this turn: as safe as one each, and far cheaper.
      setImmediate(flush);
    },
    flush,
    close,
    remove: () => {
      close();
      removeJournal(file);
    },
  };
}

/** Removes a journal with what goes with it. */
export function removeJournal(file: string): void {
  forgetKey(file);
  removeSealed(file);
  rmSync(file, { force: true });
}

/** The disk took only a part of the text, as it does just before it is full: write the rest, or hear why not. */
function finishWriting(descriptor: number, text: string, already: number): void {
  const bytes = Buffer.from(text);
  for (let written = already; written < bytes.byteLength;) written += writeSync(descriptor, bytes, written);
}

/** An older journal is a recording that broke off, or one still going on: never overwritten. */
function createFile(file: string): number {
  try {
    makeFolders(dirname(file));
    return openSync(file, "wx", 0o600);
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "EEXIST") {
      throw toLeftJournalsError(file, cause);
    }
    throw new UserError(`Cannot write the journal "${file}": ${String(cause)}`, {
      hint: "give another place with -o.",
      cause,
    });
  }
}

/** The journal that goes with a trace file. */
export function journalFileOf(traceFile: string): string {
  return `${traceFile}.journal`;
}

/** A journal opened for reading; exchanges come in the order of start, however they finished. */
export interface JournalReader {
  readonly header: JournalHeader | undefined;
  /** Number of exchanges. */
  readonly length: number;
  /** Lines that were cut or damaged, as after a crash or a full disk. */
  readonly damaged: number;
  readonly exchanges: () => Generator<Exchange>;
  readonly close: () => void;
}

/** Reads a journal in bounded memory: one pass finds the lines, then each is read when its turn comes. */
export function openJournal(file: string): JournalReader {
  const descriptor = openSync(file, "r");
  const read = createReader(descriptor);
  const [first, ...rest] = findLines(descriptor);
  const lines = rest.flatMap((line) => toNumbered(line, read));
  lines.sort((a, b) => a.seq - b.seq);
  return {
    header: first && decodeHeader(read(first.start, first.length)),
    length: lines.length,
    damaged: rest.length - lines.length,
    *exchanges() {
      for (const { start, length } of lines) {
        const exchange = decodeExchange(read(start, length));
        if (exchange !== undefined) yield exchange;
      }
    },
    close: () => {
      closeSync(descriptor);
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
function toNumbered({ start, length, isWhole }: Line, read: Read): { seq: number; start: number; length: number }[] {
  const seq = /^\[(\d+),/.exec(read(start, Math.min(length, 20)))?.[1];
  const isComplete = isWhole && length > 0 && read(start + length - 1, 1) === "]";
  return seq !== undefined && isComplete ? [{ seq: Number(seq), start, length }] : [];
}

type Read = (start: number, length: number) => string;

/** One buffer for all lines: one for each would wait outside of the heap, where the collector does not see it. */
function createReader(descriptor: number): Read {
  let buffer = Buffer.allocUnsafe(1 << 16);
  return (start, length) => {
    if (length > buffer.length) buffer = Buffer.allocUnsafe(2 * length);
    readSync(descriptor, buffer, 0, length, start);
    return buffer.toString("utf8", 0, length);
  };
}
