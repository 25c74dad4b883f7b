import { FRAME } from "./frame.ts";
import { LOCK, RING_SIZE, type Ring, SLEEP, WORD, copyOut, distance } from "./ring.ts";

export interface FramedRecord {
  readonly kind: number;
  /** The record without its frame. */
  readonly bytes: Buffer;
}

/** The complete records between two positions of a ring. */
export function* readFrames(ring: Ring, from: number, to: number): Generator<FramedRecord> {
  for (let at = from; distance(at, to) >= FRAME;) {
    const { length, kind } = readFrame(ring, at);
    if (distance(at, to) < FRAME + length) return;
    const bytes = Buffer.allocUnsafe(length);
    copyOut(ring, (at + FRAME) | 0, bytes);
    yield { kind, bytes };
    at = (at + FRAME + length) | 0;
  }
}

function readFrame(ring: Ring, at: number): { length: number; kind: number } {
  copyOut(ring, at, frameHead);
  return { length: frameHead.readUInt32LE(0), kind: frameHead.readUInt32LE(4) };
}

const frameHead = Buffer.alloc(FRAME);

export interface RingReader {
  /**
   * Reads the existing records, or sleeps until there is one; undefined if the program's thread has taken over. The bytes are valid until
   * the next call, because separate memory for each record would burden the garbage collector.
   */
  readonly next: () => FramedRecord | undefined;
}

export interface ReaderOptions {
  /** Writes the lines of all records so far. */
  readonly write: () => void;
  /** See `Ring.journalSize`. @default not known */
  readonly journalSize?: () => number | undefined;
  /** Maximum number of records that may wait before they are written. */
  readonly bytes: number;
}

/** The end of the worker. */
export function createRingReader(ring: Ring, { write, journalSize, bytes: most }: ReaderOptions): RingReader {
  const { words } = ring;
  const record = Buffer.alloc(RING_SIZE / 2);
  let at = Atomics.load(words, WORD.tail);
  let idle = 0;

  const moveTail = (): void => {
    Atomics.store(words, WORD.tail, at);
    // The other side always waits for at least this much: see `waitForRoom`.
    if (distance(at, Atomics.load(words, WORD.head)) <= RING_SIZE / 2) Atomics.notify(words, WORD.tail);
  };
  /** False if the other thread has to write them. */
  const commit = (): boolean => {
    if (at === Atomics.load(words, WORD.tail)) return Atomics.load(words, WORD.lock) !== LOCK.taken;
    if (Atomics.compareExchange(words, WORD.lock, LOCK.free, LOCK.writing) !== LOCK.free) return false;
    // In this order, because the size of an earlier write must never be combined with the position of this one.
    ring.journalSize[0] = journalSize?.() ?? Number.NaN;
    Atomics.store(words, WORD.writingFrom, Atomics.load(words, WORD.tail));
    write();
    moveTail();
    // The program's thread may have given up waiting in the meantime.
    const isOurs = Atomics.compareExchange(words, WORD.lock, LOCK.writing, LOCK.free) === LOCK.writing;
    Atomics.notify(words, WORD.lock);
    return isOurs;
  };
  const sleep = (): void => {
    idle += 1;
    const isNap = idle < NAPS;
    Atomics.store(words, WORD.sleeping, isNap ? SLEEP.nap : SLEEP.deep);
    Atomics.wait(words, WORD.head, at, isNap ? NAP : Number.POSITIVE_INFINITY);
    Atomics.store(words, WORD.sleeping, SLEEP.awake);
  };
  const waitForMore = (): boolean => {
    while (Atomics.load(words, WORD.head) === at) {
      if (Atomics.load(words, WORD.lock) === LOCK.taken) return false;
      sleep();
    }
    idle = 0;
    return true;
  };
  /** Its pieces are removed as they arrive; the last one is removed only when it is written, because the writer waits for that. */
  const readLong = (length: number): Buffer | undefined => {
    const bytes = Buffer.allocUnsafeSlow(length);
    for (let from = 0; from < length;) {
      if (!waitForMore()) return undefined;
      const ready = Math.min(distance(at, Atomics.load(words, WORD.head)), length - from);
      copyOut(ring, at, bytes.subarray(from, from + ready));
      at = (at + ready) | 0;
      from += ready;
      if (from < length) moveTail();
    }
    return bytes;
  };

  return {
    next: () => {
      if (Atomics.load(words, WORD.lock) === LOCK.taken) return undefined;
      const waiting = distance(Atomics.load(words, WORD.tail), at);
      const isEmpty = Atomics.load(words, WORD.head) === at;
      if ((isEmpty || waiting >= most) && !commit()) return undefined;
      if (!waitForMore()) return undefined;
      const { length, kind } = readFrame(ring, at);
      if (FRAME + length > RING_SIZE / 2) {
        if (!commit()) return undefined;
        at = (at + FRAME) | 0;
        const long = readLong(length);
        return long && { kind, bytes: long };
      }
      const bytes = record.subarray(0, length);
      copyOut(ring, (at + FRAME) | 0, bytes);
      at = (at + FRAME + length) | 0;
      return { kind, bytes };
    },
  };
}

/** Milliseconds; so the program's thread need not wake the worker during a series of requests. */
const NAP = 3;

/** Naps before it sleeps until it is woken: a tenth of a second. */
const NAPS = 33;
