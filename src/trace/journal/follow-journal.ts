import { closeSync, fstatSync, readSync } from "node:fs";

import { openToRead } from "../files/open-to-read.ts";
import { type JournalReader, openElsewhere, readOpenJournal } from "./open-journal.ts";

/**
 * A journal that is read while it grows, including its continuation on another disk. It stays open when the recording
 * ends and its name is removed.
 */
export interface JournalFollower {
  /** The complete new lines, up to about this many bytes in total; none if there is nothing new. */
  readonly next: (bytes: number) => readonly string[];
  /** All that is in it by now, in the order of start. */
  readonly readAll: () => Omit<JournalReader, "close">;
  readonly close: () => void;
}

/** Throws a `UserError` if it cannot be read. */
export function followJournal(file: string): JournalFollower {
  const descriptor = openToRead(file);
  const own = createLineReader(descriptor);
  const elsewhere: { readonly file: string; readonly descriptor: number; readonly lines: LineReader }[] = [];
  const findElsewhere = (): typeof elsewhere => {
    const known = elsewhere.map((one) => one.file);
    for (const found of openElsewhere(file, descriptor, known))
      elsewhere.push({ ...found, lines: createLineReader(found.descriptor, found.start) });
    return elsewhere;
  };
  return {
    next: (bytes) => {
      const lines = own.next(bytes);
      return own.isAtEnd() ? [...lines, ...findElsewhere().flatMap((more) => more.lines.next(bytes))] : lines;
    },
    readAll: () =>
      readOpenJournal(
        descriptor,
        findElsewhere().map((one) => one.descriptor),
      ),
    close: () => {
      closeSync(descriptor);
      for (const one of elsewhere) closeSync(one.descriptor);
    },
  };
}

interface LineReader {
  readonly next: JournalFollower["next"];
  /** Whether everything that existed has been read. */
  readonly isAtEnd: () => boolean;
}

function createLineReader(descriptor: number, start = 0): LineReader {
  let position = start;
  let isAtEnd = false;
  return {
    next: (bytes) => {
      const left = fstatSync(descriptor).size - position;
      isAtEnd = left <= bytes;
      const text = readLines(descriptor, { position, bytes, left });
      position += Buffer.byteLength(text);
      return text === "" ? [] : text.slice(0, -1).split("\n");
    },
    isAtEnd: () => isAtEnd,
  };
}

interface Piece {
  readonly position: number;
  readonly bytes: number;
  /** Bytes from there to the end. */
  readonly left: number;
}

/** Up to the last line end within this many bytes; a longer line is read completely. */
function readLines(descriptor: number, { position, bytes, left }: Piece): string {
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
