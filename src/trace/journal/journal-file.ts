import { closeSync, ftruncateSync, openSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname } from "node:path";

import { hasCode } from "../../errors.ts";
import { fileError } from "../files/file-error.ts";
import { makeFolders } from "../files/make-folders.ts";
import { removeFile } from "../files/remove-file.ts";
import { atExit } from "./at-exit.ts";
import type { Exchange } from "./exchange.ts";
import { createJournalLines } from "./journal-lines.ts";
import { type JournalHeader, encodeExchange, encodeHeader } from "./journal.ts";
import { forgetKey } from "./key-file.ts";
import { toLeftJournalsError } from "./left-journals.ts";
import { type Overflow, removeOverflow } from "./overflow.ts";
import { removeSealed } from "./sealed-lines.ts";

/** A journal open for appending. */
export interface JournalWriter {
  readonly file: string;
  /** What another thread may append to while nothing is appended here; undefined if it changes. */
  readonly descriptor: number | undefined;
  /** The file in which it continues after its own disk is full; undefined while it switches. */
  readonly overflow: Overflow | undefined;
  /** Takes a finished exchange; it is on disk when the current turn of the event loop ends. */
  readonly append: (exchange: Exchange) => void;
  /** Writes all waiting lines now; errors are passed to `onError`. */
  readonly flush: () => void;
  /** The same, and waits until the disk itself has it. */
  readonly sync: () => void;
  /** Truncates it to this many bytes. Does not throw: lines that stay are then duplicated. */
  readonly cutTo: (size: number) => void;
  readonly close: () => void;
  /** Closes and removes the file. */
  readonly remove: () => void;
}

/** Receives reports about a journal's disk. */
export interface JournalListener {
  /**
   * Reports why neither it nor another disk accepts more data.
   *
   * @param lost exchanges that were to be written then
   */
  readonly onError: (error: unknown, lost: number) => void;
  /** Called when lines go to another file from now on, because this one is full. @default nothing */
  readonly onElsewhere?: (message: string) => void;
}

/** Creates a journal that only its owner can read (mode 0600). Throws a `UserError` if it cannot, or if one exists. */
export function createJournal(
  file: string,
  header: JournalHeader,
  { onError, onElsewhere = () => {} }: JournalListener,
): JournalWriter {
  const descriptor = createFile(file);
  // The existing file belongs to a journal that was removed without it.
  const overflow = { journal: file, header: encodeHeader(header), folder: tmpdir() };
  removeSealed(file);
  removeOverflow(overflow);
  writeHeader(descriptor, overflow);
  const lines = createJournalLines(descriptor, { overflow, onElsewhere });
  let waiting = "";
  let isScheduled = false;
  let isOpen = true;

  const write = (): void => {
    const text = waiting;
    waiting = "";
    lines.append(text);
  };
  const flush = (): void => {
    isScheduled = false;
    try {
      if (isOpen && waiting !== "") write();
    } catch (error) {
      onError(fileError(error, "write", file), lines.lost);
    }
  };
  const sync = (): void => {
    const text = waiting;
    flush();
    try {
      if (isOpen) lines.sync(text);
    } catch (error) {
      // A pipe or a device keeps nothing.
      if (!hasCode(error, "EINVAL")) onError(fileError(error, "write", file), 1);
    }
  };
  const close = (): void => {
    if (!isOpen) return;
    isOpen = false;
    leave();
    lines.close();
    closeSync(descriptor);
  };
  // `process.exit()` ends the event loop before the turn does.
  const leave = atExit(flush);

  return {
    file,
    descriptor,
    overflow,
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
    cutTo: (size) => {
      try {
        if (isOpen) ftruncateSync(descriptor, size);
      } catch (error) {
        onError(fileError(error, "write", file), 0);
      }
    },
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
  removeOverflow({ journal: file, folder: tmpdir() });
  removeFile(file);
}

/** An older journal is an interrupted recording, or one still in progress: never overwritten. */
function createFile(file: string): number {
  try {
    makeFolders(dirname(file));
    // In append mode, even after it was truncated.
    return openSync(file, "ax", 0o600);
  } catch (cause) {
    if (hasCode(cause, "EEXIST")) {
      throw toLeftJournalsError(file, cause);
    }
    throw fileError(cause, "write", file);
  }
}

/** The continuation is found by this line, so it has to be in the journal itself. */
function writeHeader(descriptor: number, { journal, header }: Overflow): void {
  try {
    createJournalLines(descriptor, { overflow: undefined, onElsewhere: () => {} }).append(header);
  } catch (cause) {
    closeSync(descriptor);
    removeFile(journal);
    throw fileError(cause, "write", journal);
  }
}

/** The journal that goes with a trace file. */
export function journalFileOf(traceFile: string): string {
  return `${traceFile}.journal`;
}
