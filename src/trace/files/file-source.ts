import { type Stats, closeSync, fstatSync, openSync, readSync } from "node:fs";
import { readFile } from "node:fs/promises";

import { UserError } from "../../errors.ts";
import { charsetOf, decodeUtf16 } from "../bodies/utf16.ts";
import { OTHER, type TextSource, sourceOfText } from "../stream/text-source.ts";
import { fileError } from "./file-error.ts";
import { keepOpen } from "./open-files.ts";
import { readStream } from "./read-stream.ts";
import { isPackedFile, unpackFile } from "./unpack-file.ts";

/** Represents the program's standard input instead of a path. */
const STDIN = "-";

/**
 * Opens a file, or standard input for "-", as text: UTF-8 or UTF-16, with or without a byte order mark, also compressed with gzip or zstd.
 * A short file is read at once. A long one stays open as long as its source is referenced, and has the length that it had when it was
 * opened, whatever is appended.
 *
 * @param longest Bytes of a file that is read at once. @default 16 MiB
 * @throws UserError if it cannot be read
 */
export async function openFileSource(file: string, longest = SHORT): Promise<TextSource> {
  try {
    if (file === STDIN) return sourceOfBytes(unpackFile(await readStream(0, "stdin"), "stdin"), "stdin");
    const descriptor = openSync(file, "r");
    const stats = fstatSync(descriptor);
    if (stats.isFile() && stats.size > longest && !isPackedFile(readBeginning(descriptor)))
      return sourceOfFile(descriptor, file);
    const bytes = await readOpen(descriptor, file, stats);
    const unpacked = unpackFile(bytes, file);
    return unpacked === bytes ? sourceOfShort(bytes, file) : sourceOfBytes(unpacked, file);
  } catch (error) {
    throw error instanceof UserError ? error : fileError(error, "read", file);
  }
}

async function readOpen(descriptor: number, file: string, stats: Stats): Promise<Buffer> {
  try {
    // A named pipe that was opened twice would lose its writer.
    return stats.isFile() || stats.isDirectory() ? await readFile(file) : await readStream(descriptor, `"${file}"`);
  } finally {
    closeSync(descriptor);
  }
}

function readBeginning(descriptor: number): Buffer {
  const beginning = Buffer.alloc(4);
  readSync(descriptor, beginning, 0, beginning.length, 0);
  return beginning;
}

/** The same for data in memory, such as an unpacked file. */
export function sourceOfBytes(content: Uint8Array, name: string): TextSource {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  if (bytes.length <= SHORT) return sourceOfShort(bytes, name);
  const read = (into: Buffer, from: number): Buffer => {
    bytes.copy(into, 0, from);
    return into;
  };
  return sourceOfReader({ name, read, size: bytes.length, block: BLOCK, drops: [] });
}

function sourceOfShort(bytes: Buffer, name: string): TextSource {
  // Half a character, where a program cut a body, does not make it text of another encoding.
  return sourceOfText(withoutMarks(decodeUtf16(bytes, { fatal: false }) ?? bytes.toString("utf8")), name);
}

/** Bytes. */
const SHORT = 1 << 24;

/** A program that adds one to a text which has one makes two. */
function withoutMarks(text: string): string {
  return text.replace(/^\uFEFF{1,4}/, "");
}

/**
 * @param name What messages call the file.
 * @param block Bytes that are read at once. @default 1 MiB
 */
export function sourceOfDescriptor(descriptor: number, name: string, block = BLOCK): TextSource {
  const source = sourceOfOpen({ descriptor: () => descriptor, first: descriptor, name, block, drops: [] });
  closing.register(source, () => closeSync(descriptor));
  return source;
}

/** The same of a file that can be opened again: thousands may be read side by side. */
function sourceOfFile(first: number, name: string): TextSource {
  const drops: (() => void)[] = [];
  const file = keepOpen(name, first, () => {
    for (const drop of drops) drop();
  });
  const source = sourceOfOpen({ descriptor: file.descriptor, first, name, block: BLOCK, drops });
  closing.register(source, file.close);
  return source;
}

interface OpenSource extends Pick<Bytes, "block" | "drops" | "name"> {
  readonly descriptor: () => number;
  readonly first: number;
}

function sourceOfOpen({ descriptor, first, name, block, drops }: OpenSource): TextSource {
  const { size } = fstatSync(first);
  const read = (into: Buffer, from: number): Buffer => {
    let count = 0;
    while (count < into.length) {
      const more = readMore(descriptor(), into.subarray(count), from + count);
      if (more === 0) throw shortened(name);
      count += more;
    }
    return into;
  };
  const readMore = (place: number, part: Buffer, at: number): number => {
    try {
      return readSync(place, part, 0, part.length, at);
    } catch (error) {
      throw fileError(error, "read", name);
    }
  };
  return sourceOfReader({ name, read, size, block, drops });
}

function sourceOfReader({
  name,
  read,
  size,
  block,
  drops,
}: Omit<Bytes, "start" | "end"> & { readonly size: number }): TextSource {
  const beginning = read(Buffer.alloc(Math.min(size, 64)), 0);
  const charset = charsetOf(beginning);
  if (charset === undefined) return sourceOfUtf8({ name, read, start: endOfMarks(beginning), end: size, block, drops });
  const start = beginning[0] === 0 || beginning[1] === 0 ? 0 : 2;
  return sourceOfUtf16({ name, read, start, end: size, block, drops }, charset);
}

function endOfMarks(beginning: Buffer): number {
  let end = 0;
  while (end < MOST_MARKS * MARK.length && beginning.subarray(end, end + MARK.length).equals(MARK)) end += MARK.length;
  return end;
}

const MOST_MARKS = 4;

const BLOCK = 1 << 20;
const MARK = Buffer.from("\uFEFF");

const closing = new FinalizationRegistry<() => void>((close) => close());

interface Bytes {
  readonly name: string;
  /** Fills a buffer from a position. */
  readonly read: (into: Buffer, from: number) => Buffer;
  readonly start: number;
  readonly end: number;
  readonly block: number;
  /** What lets go of the memory that is held for it, until more of it is read. */
  readonly drops: (() => void)[];
}

function sourceOfUtf8(bytes: Bytes): TextSource {
  const { name, read, start, end, block } = bytes;
  let buffer: Buffer | undefined;
  return {
    name,
    isUtf8: true,
    length: end - start,
    block: (from) => {
      // Of thousands of short files, each would take the room of a long one.
      const own = (buffer ??= Buffer.allocUnsafe(Math.min(block, end - start)));
      const count = Math.min(block, end - start - from);
      // The last chunk may be kept after the iteration; no other chunk needs its own memory.
      if (from + count >= end - start) buffer = undefined;
      return read(own.subarray(0, count), start + from);
    },
    text: createTextReader(
      bytes,
      (from) => start + from,
      (window, from, to) => window.toString("utf8", from, to),
    ),
  };
}

function sourceOfUtf16(file: Bytes, charset: "utf-16le" | "utf-16be"): TextSource {
  const { name, read, start, end, block } = file;
  const buffer = Buffer.allocUnsafe(block & ~1 || 2);
  const units = new Uint8Array(buffer.length / 2);
  const length = Math.floor((end - start) / 2);
  const [low, high] = charset === "utf-16le" ? [0, 1] : [1, 0];
  const decoder = new TextDecoder(charset, { ignoreBOM: true });
  return {
    name,
    length,
    block: (from) => {
      const count = Math.min(units.length, length - from);
      const bytes = read(buffer.subarray(0, 2 * count), start + 2 * from);
      for (let index = 0; index < count; index += 1) {
        const code = bytes[2 * index + low] ?? 0;
        units[index] = bytes[2 * index + high] === 0 && code < 0x80 ? code : OTHER;
      }
      return units.subarray(0, count);
    },
    text: createTextReader(
      file,
      (from) => start + 2 * from,
      (window, from, to) => decoder.decode(window.subarray(from, to)),
    ),
  };
}

/**
 * Texts that follow each other come out of one buffer. Besides, a buffer for each would wait outside of the heap, where the collector
 * does not see it.
 */
function createTextReader(
  { read, start: first, end, drops }: Bytes,
  place: (offset: number) => number,
  decode: Decode,
): TextSource["text"] {
  const size = Math.min(WINDOW, end - first);
  let window: Buffer | undefined;
  let windowStart = 0;
  let windowEnd = 0;
  drops.push(() => {
    window = undefined;
    windowEnd = 0;
  });
  return (start, behind) => {
    const [from, to] = [place(start), place(behind)];
    if (to - from > size) return decode(read(Buffer.allocUnsafeSlow(to - from), from), 0, to - from);
    const filled = (window ??= Buffer.allocUnsafe(size));
    if (from < windowStart || to > windowEnd) {
      windowEnd = from;
      read(filled.subarray(0, Math.min(size, end - from)), from);
      windowStart = from;
      windowEnd = Math.min(end, from + size);
    }
    return decode(filled, from - windowStart, to - windowStart);
  };
}

type Decode = (bytes: Buffer, start: number, end: number) => string;

/** Bytes. */
const WINDOW = 1 << 16;

function shortened(file: string): UserError {
  return new UserError(`"${file}" became shorter while wirewalk read it.`, {
    hint: "Another program is writing to it; read a copy.",
  });
}
