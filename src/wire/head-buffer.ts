/** Longest head that is read as one, in bytes: a few servers take URLs of several megabytes, and what is for the proxy may be after them. */
export const LONGEST_HEAD = 16 * 1024 * 1024;

/** Room for the piece that exceeds the limit. */
const SPARE = 65_536;

/** The byte that ends a line. */
export const LF = 10;
const CR = 13;

const NOTHING = Buffer.alloc(0);

/** What shows of a head so far. */
export interface FoundHead {
  /** All of it, or as much as will be read. */
  readonly bytes: Buffer;
  /** The end of its bytes in the chunk that was searched. */
  readonly next: number;
  /** Whether it has its empty line. */
  readonly isWhole: boolean;
}

/** Gathers the bytes of a head until its empty line, CR LF or LF, however they are cut; empty lines before it belong to it. */
export class HeadBuffer {
  #kept: Buffer = NOTHING;
  #size = 0;
  /** Whether there was more than empty lines. */
  #hasText = false;
  /** Of the kept bytes, where the search continues. */
  #searched = 0;
  /** Of the kept bytes, how many are known to be of empty lines. */
  #emptyEnd = 0;
  /** Where the search for the end of the first line continues, and whether it was found. */
  #lineSearched = 0;
  #hasFirstLine = false;

  get size(): number {
    return this.#size;
  }

  /** The kept bytes, which stay where they are. */
  peek(): Buffer {
    return this.#kept.subarray(0, this.#size);
  }

  /** Returns the kept bytes and forgets them. */
  take(): Buffer {
    const taken = this.#kept.subarray(0, this.#size);
    this.#kept = NOTHING;
    this.#size = 0;
    this.#searched = 0;
    this.#hasText = false;
    this.#emptyEnd = 0;
    this.#lineSearched = 0;
    this.#hasFirstLine = false;
    return taken;
  }

  /** Looks for the end of the head in a piece; keeps a copy of it if there is none. */
  find(piece: Buffer, from: number): FoundHead | undefined {
    if (this.#size === 0) {
      const end = this.#endOf(piece, from);
      if (end >= 0) {
        this.#hasText = false;
        return { bytes: piece.subarray(from, end), next: end, isWhole: true };
      }
      this.#searched -= from;
      this.#keep(piece.subarray(from));
      return this.#overflow(piece.length);
    }
    const before = this.#size;
    this.#keep(piece.subarray(from));
    const end = this.#endOf(this.#kept.subarray(0, this.#size), 0);
    if (end < 0) return this.#overflow(piece.length);
    this.#size = end;
    return { bytes: this.take(), next: from + end - before, isWhole: true };
  }

  /** The first line, its LF included, if it has come since the last call: no byte is looked at again with each piece. */
  newFirstLine(): string | undefined {
    if (this.#hasFirstLine) return undefined;
    const kept = this.peek();
    const start = this.#textStart();
    const end = kept.indexOf(LF, Math.max(start, this.#lineSearched)) + 1;
    this.#lineSearched = this.#size;
    this.#hasFirstLine = end > 0;
    return this.#hasFirstLine ? kept.toString("latin1", start, end) : undefined;
  }

  /** Bytes kept, as far as a first line can be recognized in them. */
  beginning(length: number): string {
    const start = this.#textStart();
    return this.peek().toString("latin1", start, start + length);
  }

  #textStart(): number {
    this.#emptyEnd = textStart(this.peek(), this.#emptyEnd);
    return this.#emptyEnd;
  }

  #overflow(next: number): FoundHead | undefined {
    return this.#size > LONGEST_HEAD ? { bytes: this.take(), next, isWhole: false } : undefined;
  }

  /** Where the head ends in these bytes, or -1; the search is not begun again with the next piece. */
  #endOf(bytes: Buffer, from: number): number {
    let position = Math.max(from, this.#size === 0 ? 0 : this.#searched);
    if (!this.#hasText) {
      position = textStart(bytes, position);
      this.#hasText = position < bytes.length;
    }
    for (let feed = bytes.indexOf(LF, position); feed >= 0; feed = bytes.indexOf(LF, feed + 1)) {
      const after = bytes[feed + 1];
      if (after === LF) return feed + 2;
      if (after === CR && bytes[feed + 2] === LF) return feed + 3;
      if (after === undefined || (after === CR && feed + 2 === bytes.length)) {
        this.#searched = feed;
        return -1;
      }
    }
    this.#searched = bytes.length;
    return -1;
  }

  /** In a buffer that doubles, so that a head that comes byte by byte is not copied byte by byte. */
  #keep(bytes: Buffer): void {
    const size = this.#size + bytes.length;
    if (size > this.#kept.length) {
      const larger = Buffer.allocUnsafe(Math.max(size, Math.min(2 * this.#kept.length, LONGEST_HEAD + SPARE), 512));
      this.#kept.copy(larger, 0, 0, this.#size);
      this.#kept = larger;
    }
    bytes.copy(this.#kept, this.#size);
    this.#size = size;
  }
}

function textStart(bytes: Buffer, from: number): number {
  let start = from;
  while (bytes[start] === CR || bytes[start] === LF) start += 1;
  return start;
}
