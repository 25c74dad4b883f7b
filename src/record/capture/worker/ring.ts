/**
 * A ring of bytes in shared memory, written by the program's thread and read by the worker. A kill of the process loses only the content
 * that the reader has not taken over, so the ring is small: about 60 exchanges.
 */
export interface Ring {
  readonly words: Int32Array;
  /** Size of the journal in bytes before the reader's current write; NaN if the reader writes elsewhere. */
  readonly journalSize: Float64Array;
  readonly bytes: Uint8Array;
}

/** Total bytes. */
export const RING_SIZE = 2 * 65_536;

/** Words before the bytes. Counts of bytes wrap around, because they are only compared. */
export const WORD = {
  /** Bytes written. */
  head: 0,
  /** Bytes of exchanges that were passed to the system and may be overwritten. */
  tail: 1,
  /** Who may write to the journal: see `LOCK`. */
  lock: 2,
  /** How the reader waits for more: see `SLEEP`. */
  sleeping: 3,
  /** Increases whenever the reader has sent a message; -1 after it has died. */
  news: 4,
  /** Whether the reader reads. */
  ready: 5,
  /** The value of `tail` when the reader last began to write: if `tail` is unchanged, the journal may contain part of that write. */
  writingFrom: 6,
} as const;

/** A reader that naps wakes by itself after a few milliseconds, in which a busy program fills the ring; a reader that sleeps does not. */
export const SLEEP = { awake: 0, deep: 1, nap: 2 } as const;

/**
 * Unwritten bytes at which the writer ends a nap: so much comes in one nap of a program that sends its requests one by one, to which a reader that wakes more
 * often would be in the way, and the rest of the ring is what a busy one goes on with while the reader works.
 */
export const WAKE_AT = 5 * 8192;

/** The reader locks its writes, so that the program's thread writes nothing twice if it has to continue alone. */
export const LOCK = { free: 0, writing: 1, taken: 2 } as const;

const WORDS = 16;
/** In bytes; after the named words. */
const JOURNAL_SIZE_AT = 32;

export function createRing(): SharedArrayBuffer {
  const shared = new SharedArrayBuffer(4 * WORDS + RING_SIZE);
  // Until the reader stores a size: a reader that ends as it begins its first write has written nothing, and zero would empty the journal.
  openRing(shared).journalSize.fill(Number.NaN);
  return shared;
}

export function openRing(shared: SharedArrayBuffer): Ring {
  return {
    words: new Int32Array(shared, 0, WORDS),
    journalSize: new Float64Array(shared, JOURNAL_SIZE_AT, 1),
    bytes: new Uint8Array(shared, 4 * WORDS),
  };
}

/** Bytes between two counts. */
export function distance(from: number, to: number): number {
  return (to - from) | 0;
}

/** Copies into the ring, around its end. */
export function copyIn({ bytes }: Ring, at: number, source: Uint8Array): void {
  const start = at & (RING_SIZE - 1);
  const first = Math.min(source.length, RING_SIZE - start);
  bytes.set(first === source.length ? source : source.subarray(0, first), start);
  if (first < source.length) bytes.set(source.subarray(first), 0);
}

/** Copies out of the ring, around its end. */
export function copyOut({ bytes }: Ring, at: number, target: Uint8Array): void {
  const start = at & (RING_SIZE - 1);
  const first = Math.min(target.length, RING_SIZE - start);
  target.set(bytes.subarray(start, start + first), 0);
  if (first < target.length) target.set(bytes.subarray(0, target.length - first), first);
}
