import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from "node:fs";
import { dirname } from "node:path";

import { fileError, hasCode } from "../files/file-error.ts";
import { makeFolders } from "../files/make-folders.ts";
import type { Exchange } from "./exchange.ts";
import { type JournalHeader, encodeExchange, encodeHeader } from "./journal.ts";
import { forgetKey } from "./key-file.ts";
import { toLeftJournalsError } from "./left-journals.ts";
import { removeSealed } from "./sealed-lines.ts";

/** A journal open for appending. */
export interface JournalWriter {
  readonly file: string;
  /** What another thread may append to while nothing is appended here; undefined where it changes. */
  readonly descriptor: number | undefined;
  /** Takes a finished exchange; it is on disk when the current turn of the event loop ends. */
  readonly append: (exchange: Exchange) => void;
  /** Writes what is waiting now; what the disk says goes to `onError`. */
  readonly flush: () => void;
  /** The same, and waits until the disk itself has it. */
  readonly sync: () => void;
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
    appendLines(descriptor, text);
  };
  const flush = (): void => {
    isScheduled = false;
    try {
      if (isOpen && waiting !== "") write();
    } catch (error) {
      onError(fileError(error, "write", file));
    }
  };
  const sync = (): void => {
    flush();
    try {
      if (isOpen) fdatasyncSync(descriptor);
    } catch (error) {
      // A pipe or a device keeps nothing.
      if (!hasCode(error, "EINVAL")) onError(fileError(error, "write", file));
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
    descriptor,
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
    sync,
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

/** Appends whole lines to a journal that is open. Throws what the disk says. */
export function appendLines(descriptor: number, text: string): void {
  const written = writeSync(descriptor, text);
  if (written < Buffer.byteLength(text)) finishWriting(descriptor, text, written);
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
    throw fileError(cause, "write", file);
  }
}

/** The journal that goes with a trace file. */
export function journalFileOf(traceFile: string): string {
  return `${traceFile}.journal`;
}
