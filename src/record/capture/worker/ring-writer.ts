import { type FramedRecord, readFrames } from "./ring-reader.ts";
import { LOCK, RING_SIZE, type Ring, SLEEP, WAKE_AT, WORD, copyIn, distance } from "./ring.ts";

/** The end of the program's thread. No member throws. */
export interface RingWriter {
  /** False if the worker has ended: its unwritten records are then still in the ring. */
  readonly write: (record: Uint8Array) => boolean;
  /** Waits until all records are passed to the system; false if the worker has ended. */
  readonly drain: () => boolean;
  /** Takes the journal away from the worker: from then on it writes nothing. */
  readonly takeOver: () => LeftRecords;
}

export interface LeftRecords {
  /** The records that the worker has not written. */
  readonly records: Iterable<FramedRecord>;
  /**
   * Length of the journal without the data that the worker was writing when it ended; undefined if it was not writing, or was writing
   * elsewhere.
   */
  readonly journalSize: number | undefined;
}

/** Milliseconds to wait, at first and at most, before the worker is checked again. */
const SLICE = { first: 1, longest: 64 } as const;

/**
 * Milliseconds without any progress after which an existing worker counts as lost: longer than it needs for a long body. If it still works,
 * it does no harm: see `LOCK`. The waits are added up, because the clock belongs to the program, and tests often stop it.
 */
const PATIENCE = 15_000;

/** @param isAlive whether the worker's thread has not ended @default only the ring shows the state of the worker */
export function createRingWriter(ring: Ring, isAlive: () => boolean = () => true): RingWriter {
  const { words } = ring;
  /** The start of the record that is being written; everything before it is complete. */
  let whole = Atomics.load(words, WORD.head);

  const publish = (head: number): void => {
    Atomics.store(words, WORD.head, head);
    const sleep = Atomics.load(words, WORD.sleeping);
    if (sleep === SLEEP.awake) return;
    const isEnough = sleep === SLEEP.deep || distance(Atomics.load(words, WORD.tail), head) >= WAKE_AT;
    // Once is enough: to wake it takes a system call.
    if (isEnough && Atomics.compareExchange(words, WORD.sleeping, sleep, SLEEP.awake) === sleep)
      Atomics.notify(words, WORD.head);
  };

  /** Waits until the reader has come so far. */
  const waitUntil = (isThere: (tail: number) => boolean): boolean => {
    const slices = createSlices();
    let seen = Atomics.load(words, WORD.tail);
    while (!isThere(seen)) {
      Atomics.notify(words, WORD.head);
      const isIdle = Atomics.wait(words, WORD.tail, seen, slices.next()) === "timed-out";
      const isGone = Atomics.load(words, WORD.news) === -1 || (isIdle && !isAlive());
      const tail = Atomics.load(words, WORD.tail);
      if (tail !== seen) slices.restart();
      else if (isGone || slices.sum > PATIENCE) return false;
      seen = tail;
    }
    return true;
  };

  /** Waits until half of it is free, which is enough for any exchange: waiting for each exchange would cost more than packing it. */
  const waitForRoom = (head: number): boolean => waitUntil((tail) => distance(tail, head) <= RING_SIZE / 2);

  /** A record that is too long for the ring passes through it piece by piece, and is written when this returns. */
  const writeLong = (record: Uint8Array): boolean => {
    for (let from = 0; from < record.length; from += PIECE) {
      const head = Atomics.load(words, WORD.head);
      const piece = record.subarray(from, from + PIECE);
      if (!waitForRoom(head)) return false;
      copyIn(ring, head, piece);
      publish((head + piece.length) | 0);
    }
    const end = Atomics.load(words, WORD.head);
    const isWritten = waitUntil((tail) => tail === end);
    if (isWritten) whole = end;
    return isWritten;
  };

  return {
    write: (record) => {
      whole = Atomics.load(words, WORD.head);
      if (record.length > LONGEST) return writeLong(record);
      if (RING_SIZE - distance(Atomics.load(words, WORD.tail), whole) < record.length && !waitForRoom(whole))
        return false;
      copyIn(ring, whole, record);
      whole = (whole + record.length) | 0;
      publish(whole);
      return true;
    },
    drain: () => waitUntil((tail) => tail === Atomics.load(words, WORD.head)),
    takeOver: () => {
      const slices = createSlices();
      // Its current write will soon be finished.
      let isWriting = Atomics.compareExchange(words, WORD.lock, LOCK.free, LOCK.taken) === LOCK.writing;
      while (isWriting && slices.sum < PATIENCE && isAlive()) {
        Atomics.wait(words, WORD.lock, LOCK.writing, slices.next());
        isWriting = Atomics.compareExchange(words, WORD.lock, LOCK.free, LOCK.taken) === LOCK.writing;
      }
      const tail = Atomics.load(words, WORD.tail);
      const isCutShort = isWriting && !isAlive() && tail === Atomics.load(words, WORD.writingFrom);
      const [size = Number.NaN] = ring.journalSize;
      Atomics.store(words, WORD.lock, LOCK.taken);
      Atomics.notify(words, WORD.head);
      return {
        records: readFrames(ring, tail, whole),
        journalSize: isCutShort && !Number.isNaN(size) ? size : undefined,
      };
    },
  };
}

/** Duration of each wait: short at first, because a worker that has ended makes no more progress, then longer. */
interface Slices {
  readonly next: () => number;
  readonly restart: () => void;
  /** Total milliseconds since the start. */
  readonly sum: number;
}

function createSlices(): Slices {
  let slice: number = SLICE.first;
  let sum = 0;
  return {
    next: () => {
      const next = slice;
      sum += next;
      slice = Math.min(2 * slice, SLICE.longest);
      return next;
    },
    restart: () => {
      slice = SLICE.first;
      sum = 0;
    },
    get sum() {
      return sum;
    },
  };
}

/** Bytes. */
const LONGEST = RING_SIZE / 2;
const PIECE = RING_SIZE / 4;
