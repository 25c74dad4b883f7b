import { hash } from "node:crypto";

import { compactEntry } from "./compact-entry.ts";
import type { LocatedEntries } from "./locate-entries.ts";
import { NumberList } from "./number-list.ts";
import { FIRST, LAST, NEXT, START, TIME, asBuffer, findOpening, isOnlyList } from "./own-lines.ts";
import type { TextSource } from "./text-source.ts";
import { UnitCursor } from "./unit-cursor.ts";

/** Entries of a file that has them as we write them, with their digests. */
export interface WrittenEntries extends LocatedEntries {
  /** What `digestEntry` gives for an entry that is as its recorder wrote it; "" where it has another form. */
  readonly digestOf: (index: number) => string;
}

/**
 * Finds the entries of a trace whose lines are those of `serializeTraceChunks`, and takes their digests on the way; undefined for any other file.
 *
 * @param longFrom see `locateEntries`
 */
export function locateWritten(source: TextSource, longFrom?: number): WrittenEntries | undefined {
  if (source.isUtf8 !== true) return undefined;
  const opening = findOpening(source);
  if (opening < 0) return undefined;
  const window = new Window(source);
  const [entries, long, digests] = [new NumberList(), new NumberList(), new DigestList()];
  const order = createOrder(window);
  let at = opening;
  for (let before = FIRST; window.continuesWith(at, before); before = NEXT) {
    at += before.length;
    order.add(at);
    const { end, digest } = window.readEntry(at) ?? { end: window.skipEntry(at, { long, longFrom }), digest: NONE };
    if (end < 0) return undefined;
    entries.push(at, end);
    digests.push(digest);
    at = end;
  }
  if (entries.length === 0 || !window.continuesWith(at, LAST)) return undefined;
  const rest = new NumberList();
  rest.push(0, opening, at + LAST.length - 1, source.length);
  if (!isOnlyList(source, rest)) return undefined;
  const replaced = new NumberList();
  return {
    entries,
    replaced,
    long,
    rest,
    isSorted: order.isSorted(),
    isWhole: true,
    tooDeep: -1,
    digestOf: digests.at,
  };
}

/** Digests have no byte that is always 0. */
const NONE = Buffer.alloc(12);

/** Looks at a file block by block. */
class Window {
  readonly #source: TextSource;
  #block: Buffer = Buffer.alloc(0);
  #from = 0;

  constructor(source: TextSource) {
    this.#source = source;
  }

  continuesWith(at: number, text: string): boolean {
    return this.text(at, text.length) === text;
  }

  /** Some ASCII. */
  text(at: number, length: number): string {
    const index = this.#show(at, length);
    return this.#block.toString("latin1", index, index + length);
  }

  /** Undefined for an entry of another form, or one that is longer than a block. */
  readEntry(at: number): { readonly end: number; readonly digest: Buffer } | undefined {
    const known = this.#compactFrom(this.#show(at, 1));
    const isCut = known === undefined && at > this.#from && this.#hasMore();
    if (isCut) this.#load(at);
    const read = isCut ? this.#compactFrom(0) : known;
    if (read === undefined) return undefined;
    const digest = hash("sha256", compact.subarray(0, read.length), "buffer");
    return { end: this.#from + read.end, digest };
  }

  /** The end of an entry of any form; -1 if there is none, or if it is nested too deep to be read. */
  skipEntry(at: number, { long, longFrom }: Skipping): number {
    const cursor = new UnitCursor(this.#source, longFrom);
    cursor.onLong = (start, end) => long.push(start, end);
    // It reads blocks of its own, into the same memory.
    this.#block = Buffer.alloc(0);
    const end = cursor.skipValue(at);
    return cursor.tooDeep < 0 ? end : -1;
  }

  #compactFrom(index: number): ReturnType<typeof compactEntry> {
    if (compact.length < this.#block.length) compact = Buffer.allocUnsafeSlow(this.#block.length);
    return compactEntry(this.#block, index, compact);
  }

  #hasMore(): boolean {
    return this.#from + this.#block.length < this.#source.length;
  }

  /** Index in the block of what is there as far as the file goes. */
  #show(at: number, length: number): number {
    const isThere = at >= this.#from && (at + length <= this.#from + this.#block.length || !this.#hasMore());
    if (!isThere) this.#load(at);
    return at - this.#from;
  }

  #load(at: number): void {
    this.#block = asBuffer(at < this.#source.length ? this.#source.block(at) : NONE.subarray(0, 0));
    this.#from = at;
  }
}

/** The compact form of the entry that is read: thousands of files may be read, one after the other. */
let compact = Buffer.alloc(0);

interface Skipping {
  /** Gets the offsets of long strings. */
  readonly long: NumberList;
  readonly longFrom: number | undefined;
}

function createOrder(window: Window): { readonly add: (at: number) => void; readonly isSorted: () => boolean } {
  let previous = "";
  let isSorted = true;
  return {
    isSorted: () => isSorted,
    add: (at) => {
      if (!isSorted) return;
      const start = window.text(at + START.length, TIME.length + 1);
      isSorted = window.continuesWith(at, START) && start.endsWith('Z"') && start >= previous;
      previous = start;
    },
  };
}

/** Digests of twelve bytes each: a million of them may be in memory. */
class DigestList {
  #length = 0;
  // Of thousands of sources most are short.
  #bytes = Buffer.alloc(NONE.length << 4);

  push(digest: Buffer): void {
    if (this.#length === this.#bytes.length) this.#bytes = Buffer.concat([this.#bytes], 2 * this.#bytes.length);
    digest.copy(this.#bytes, this.#length, 0, NONE.length);
    this.#length += NONE.length;
  }

  /** As text; "" for `NONE`. */
  readonly at = (index: number): string => {
    const start = index * NONE.length;
    const text = this.#bytes.toString("base64", start, start + NONE.length);
    return text === NO_DIGEST ? "" : text;
  };
}

const NO_DIGEST = NONE.toString("base64");
