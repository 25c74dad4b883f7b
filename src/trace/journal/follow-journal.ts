import { closeSync, fstatSync, readSync } from "node:fs";

import { openToRead } from "../files/open-to-read.ts";
import { type JournalReader, readOpenJournal } from "./open-journal.ts";

/** A journal that is read while it grows. It stays open when the recording ends and its name goes. */
export interface JournalFollower {
  /** The whole lines that have come since, of about so many bytes together; none where there is nothing new. */
  readonly next: (bytes: number) => readonly string[];
  /** All that is in it by now, in the order of start. */
  readonly readAll: () => Omit<JournalReader, "close">;
  readonly close: () => void;
}

/** Throws a `UserError` where it cannot be read. */
export function followJournal(file: string): JournalFollower {
  const descriptor = openToRead(file);
  let position = 0;
  return {
    next: (bytes) => {
      const text = readLines(descriptor, position, bytes);
      position += Buffer.byteLength(text);
      return text === "" ? [] : text.slice(0, -1).split("\n");
    },
    readAll: () => readOpenJournal(descriptor),
    close: () => closeSync(descriptor),
  };
}

/** Up to the last end of a line within so many bytes; one that is longer is read whole. */
function readLines(descriptor: number, position: number, bytes: number): string {
  const left = fstatSync(descriptor).size - position;
  for (let size = Math.min(bytes, left); size > 0; size = Math.min(2 * size, left)) {
    const block = Buffer.allocUnsafe(size);
    const count = readSync(descriptor, block, 0, size, position);
    const end = block.subarray(0, count).lastIndexOf(NEWLINE);
    if (end >= 0) return block.toString("utf8", 0, end + 1);
    if (size >= left) return "";
  }
  return "";
}

const NEWLINE = 10;
