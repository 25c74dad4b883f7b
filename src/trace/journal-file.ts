import { closeSync, mkdirSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { dirname } from "node:path";

import { UserError } from "../errors.ts";
import type { Exchange } from "./exchange.ts";
import { type JournalHeader, decodeExchange, decodeHeader, encodeExchange, encodeHeader } from "./journal.ts";

/** A journal open for appending. */
export interface JournalWriter {
  readonly file: string;
  /** Takes a finished exchange; it is on disk when the current turn of the event loop ends. */
  readonly append: (exchange: Exchange) => void;
  /** Writes what is waiting now. Throws what the disk says. */
  readonly flush: () => void;
  readonly close: () => void;
  /** Closes and removes the file. */
  readonly remove: () => void;
}

/** Creates a journal that nobody else may read (mode 0600). Throws a `UserError` where it cannot, or one is there. */
export function createJournal(file: string, header: JournalHeader, onError: (error: unknown) => void): JournalWriter {
  const descriptor = createFile(file);
  let waiting = encodeHeader(header);
  let isScheduled = false;
  let isOpen = true;

  const flush = (): void => {
    if (waiting === "") return;
    const text = waiting;
    waiting = "";
    const written = writeSync(descriptor, text);
    if (written < Buffer.byteLength(text)) finishWriting(descriptor, text, written);
  };
  const flushLater = (): void => {
    isScheduled = false;
    try {
      if (isOpen) flush();
    } catch (error) {
      onError(error);
    }
  };
  const close = (): void => {
    if (!isOpen) return;
    isOpen = false;
    process.off("exit", flushLater);
    closeSync(descriptor);
  };
  // `process.exit()` ends the event loop before the turn does.
  process.on("exit", flushLater);
  flush();

  return {
    file,
    append: (exchange) => {
      waiting += encodeExchange(exchange);
      if (isScheduled) return;
      isScheduled = true;
      // One write for all that finished in this turn: as safe as one each, and far cheaper.
      setImmediate(flushLater);
    },
    flush,
    close,
    remove: () => {
      close();
      rmSync(file, { force: true });
    },
  };
}

/** The disk took only a part of the text, as it does just before it is full: write the rest, or hear why not. */
function finishWriting(descriptor: number, text: string, already: number): void {
  const bytes = Buffer.from(text);
  for (let written = already; written < bytes.byteLength;) written += writeSync(descriptor, bytes, written);
}

/** An older journal is a recording that broke off, or one still going on: never overwritten. */
function createFile(file: string): number {
  try {
    mkdirSync(dirname(file), { recursive: true });
    return openSync(file, "wx", 0o600);
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "EEXIST") {
      throw new UserError(`The journal "${file}" of an earlier recording is still there.`, {
        hint: `look at it with \`wirewalk show ${file}\`; remove it to record again.`,
        cause,
      });
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
  const { header, lines, damaged } = indexLines(descriptor);
  lines.sort((a, b) => a.seq - b.seq);
  return {
    header,
    length: lines.length,
    damaged,
    *exchanges() {
      for (const line of lines) {
        const exchange = decodeExchange(readLine(descriptor, line));
        if (exchange !== undefined) yield exchange;
      }
    },
    close: () => {
      closeSync(descriptor);
    },
  };
}

interface Line {
  readonly seq: number;
  readonly start: number;
  readonly length: number;
}

const NEWLINE = 10;
const BLOCK = 1 << 20;

function indexLines(descriptor: number): { header: JournalHeader | undefined; lines: Line[]; damaged: number } {
  const lines: Line[] = [];
  let header: JournalHeader | undefined;
  let damaged = 0;
  for (const { start, bytes, isWhole } of splitLines(descriptor)) {
    if (start === 0) {
      header = decodeHeader(bytes.toString());
      continue;
    }
    const seq = /^\[(\d+),/.exec(bytes.toString("latin1", 0, 20))?.[1];
    // Only whole lines are looked at by their ends; a line in the middle breaks off only where a disk was full.
    if (seq !== undefined && isWhole && bytes.at(-1) === 0x5d)
      lines.push({ seq: Number(seq), start, length: bytes.byteLength });
    else damaged += 1;
  }
  return { header, lines, damaged };
}

interface RawLine {
  readonly start: number;
  /** Without the newline. */
  readonly bytes: Buffer;
  /** Whether a newline ended it. */
  readonly isWhole: boolean;
}

function* splitLines(descriptor: number): Generator<RawLine> {
  const block = Buffer.allocUnsafe(BLOCK);
  let rest = Buffer.alloc(0);
  let start = 0;
  for (;;) {
    const count = readSync(descriptor, block, 0, BLOCK, start + rest.byteLength);
    if (count === 0) break;
    rest = Buffer.concat([rest, block.subarray(0, count)]);
    let from = 0;
    for (let end = rest.indexOf(NEWLINE); end >= 0; end = rest.indexOf(NEWLINE, from)) {
      yield { start: start + from, bytes: rest.subarray(from, end), isWhole: true };
      from = end + 1;
    }
    rest = rest.subarray(from);
    start += from;
  }
  if (rest.byteLength > 0) yield { start, bytes: rest, isWhole: false };
}

function readLine(descriptor: number, { start, length }: Line): string {
  const bytes = Buffer.allocUnsafe(length);
  readSync(descriptor, bytes, 0, length, start);
  return bytes.toString();
}
