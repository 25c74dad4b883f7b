import { closeSync, fdatasyncSync, ftruncateSync, fstatSync, writeSync } from "node:fs";

import { reasonOf, UserError } from "../../errors.ts";
import { countBreaks } from "../../sequence/count-breaks.ts";
import { fileError, isDiskError } from "../files/file-error.ts";
import { MOST_ELSEWHERE, type OpenOverflow, type Overflow, openOverflow } from "./overflow.ts";

export interface JournalLines {
  /** Appends complete lines. Throws the error of the disk if there is no place for them. */
  readonly append: (text: string) => void;
  /** How many lines of a text are in no file, because `append` threw. */
  readonly lost: number;
  /**
   * Size of the journal, if no other writer has appended to it since the first call; undefined once lines go elsewhere.
   */
  readonly size: () => number | undefined;
  /**
   * Waits until the disk itself has them.
   *
   * @param text what was appended since the last time: a disk that reports an error may have none of it, so it goes elsewhere
   */
  readonly sync: (text: string) => void;
  /** Closes the files that were opened here. */
  readonly close: () => void;
}

export interface JournalLinesOptions {
  /** @default lines that the disk does not take are lost */
  readonly overflow: Overflow | undefined;
  /** Bytes that go there. @default 256 MiB */
  readonly most?: number;
  /** Called once when lines go elsewhere from now on. */
  readonly onElsewhere: (message: string) => void;
}

/** Appends to a journal that is open; once its disk takes nothing more, what follows goes to another one, and from there to a third. */
export function createJournalLines(
  descriptor: number,
  { overflow, most = MOST_ELSEWHERE, onElsewhere }: JournalLinesOptions,
): JournalLines {
  let elsewhere: OpenOverflow | undefined;
  let size = 0;
  /** Of the journal itself: querying the system each time would cost more than writing. */
  let journalSize: number | undefined;
  let lost = 0;
  const moveOn = (bytes: Buffer, { written, kept, cause }: Failed): void => {
    const rest = bytes.subarray(kept);
    const next = overflow && isDiskError(cause) ? openOverflow(overflow, rest, elsewhere?.file) : undefined;
    if (next === undefined) {
      lost = countBreaks(rest.toString("latin1"));
      throw cause;
    }
    cutOff(elsewhere?.descriptor ?? descriptor, written - kept);
    const said = reasonOf(fileError(cause, "write", elsewhere?.file ?? overflow?.journal ?? ""));
    if (elsewhere !== undefined) closeSync(elsewhere.descriptor);
    elsewhere = next;
    onElsewhere(`${said} Further exchanges are kept in "${elsewhere.file}", up to ${most >> 20} MiB.`);
  };
  return {
    append: (text) => {
      const bytes = Buffer.byteLength(text);
      if (elsewhere !== undefined && size + bytes > most) {
        lost = countBreaks(text);
        throw new UserError(`At most ${most >> 20} MiB are kept in "${elsewhere.file}".`, {
          hint: "Record to a disk with more space.",
        });
      }
      try {
        appendAll(elsewhere?.descriptor ?? descriptor, text);
      } catch (error) {
        if (!(error instanceof CutLines)) throw error;
        const { written, cause } = error;
        const all = Buffer.from(text);
        moveOn(all, { written, kept: written === 0 ? 0 : all.lastIndexOf(NEWLINE, written - 1) + 1, cause });
      }
      if (elsewhere !== undefined) size += bytes;
      else if (journalSize !== undefined) journalSize += bytes;
    },
    get lost() {
      return lost;
    },
    size: () => (elsewhere === undefined ? (journalSize ??= fstatSync(descriptor).size) : undefined),
    sync: (text) => {
      // The journal, another place, and a third.
      for (let tries = 2; ; tries -= 1) {
        try {
          return fdatasyncSync(elsewhere?.descriptor ?? descriptor);
        } catch (cause) {
          if (tries === 0) throw cause;
          const bytes = Buffer.from(text);
          moveOn(bytes, { written: bytes.length, kept: 0, cause });
          size += bytes.length;
        }
      }
    },
    close: () => {
      if (elsewhere !== undefined) closeSync(elsewhere.descriptor);
    },
  };
}

const NEWLINE = 10;

interface Failed {
  /** Bytes that the disk accepted. */
  readonly written: number;
  /** Of these, those that need not be written again: complete lines. */
  readonly kept: number;
  /** Error of the disk. */
  readonly cause: unknown;
}

/**
 * The disk may accept only a part of a text, as it does just before it is full: the rest is then written, or the error
 * is thrown.
 */
function appendAll(descriptor: number, text: string): void {
  let written = 0;
  try {
    written = writeSync(descriptor, text);
    if (written === Buffer.byteLength(text)) return;
    const bytes = Buffer.from(text);
    while (written < bytes.byteLength) written += writeSync(descriptor, bytes, written);
  } catch (cause) {
    throw new CutLines(written, cause);
  }
}

/** A truncated line would be reported as damaged, though it is complete elsewhere. */
function cutOff(descriptor: number, bytes: number): void {
  if (bytes === 0) return;
  try {
    ftruncateSync(descriptor, fstatSync(descriptor).size - bytes);
  } catch {
    // It is reported as damaged then; a complete one is read once.
  }
}

/** The error of the disk after it had accepted a part. */
class CutLines extends Error {
  readonly written: number;

  constructor(written: number, cause: unknown) {
    super("The disk accepted only a part.", { cause });
    this.written = written;
  }
}
