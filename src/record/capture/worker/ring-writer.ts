import { type FramedRecord, readFrames } from "./ring-reader.ts";
import { LOCK, RING_SIZE, type Ring, WORD, copyIn, distance } from "./ring.ts";

/** The end of the program's thread. No member throws. */
export interface RingWriter {
  /** False where the worker is gone: what it was to write is still here then. */
  readonly write: (record: Uint8Array) => boolean;
  /** Waits until all that was written is on its way to the disk; false if the worker is gone. */
  readonly drain: () => boolean;
  /** Takes the journal away from the worker: from then on it writes nothing. Gives what it has not written. */
  readonly takeOver: () => Iterable<FramedRecord>;
}

/** Milliseconds. */
const SLICE = 50;

/**
 * Slices without any progress, 15 seconds, after which a worker counts as gone: longer than a long body takes it. It mostly says when it goes, and cannot do
 * harm if it is not: see `LOCK`. They are counted, as the clock is the program's own, which tests often stop.
 */
const PATIENCE = 300;

export function createRingWriter(ring: Ring): RingWriter {
  const { words } = ring;
  /** Where the record begins that is being written; what is before it is whole. */
  let whole = Atomics.load(words, WORD.head);

  const publish = (head: number): void => {
    Atomics.store(words, WORD.head, head);
    if (Atomics.load(words, WORD.sleeping) === 1) Atomics.notify(words, WORD.head);
  };

  /** Waits until the reader has come so far. */
  const waitUntil = (isThere: (tail: number) => boolean): boolean => {
    let seen = Atomics.load(words, WORD.tail);
    let slices = 0;
    while (!isThere(seen)) {
      if (Atomics.load(words, WORD.news) === -1) return isThere(Atomics.load(words, WORD.tail));
      Atomics.notify(words, WORD.head);
      Atomics.wait(words, WORD.tail, seen, SLICE);
      const tail = Atomics.load(words, WORD.tail);
      slices = tail === seen ? slices + 1 : 0;
      if (slices > PATIENCE) return false;
      seen = tail;
    }
    return true;
  };

  /** Until half of it is free, which is enough for all: to wait for each exchange would cost more than to pack it. */
  const waitForRoom = (head: number): boolean => waitUntil((tail) => distance(tail, head) <= RING_SIZE / 2);

  /** One that is too long for the ring goes through it piece by piece, and is written when this returns. */
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
      // What it is writing just now is soon written.
      for (let slices = 0; slices < PATIENCE; slices += 1) {
        if (Atomics.compareExchange(words, WORD.lock, LOCK.free, LOCK.taken) !== LOCK.writing) break;
        Atomics.wait(words, WORD.lock, LOCK.writing, SLICE);
      }
      Atomics.store(words, WORD.lock, LOCK.taken);
      Atomics.notify(words, WORD.head);
      return readFrames(ring, Atomics.load(words, WORD.tail), whole);
    },
  };
}

/** Bytes. */
const LONGEST = RING_SIZE / 2;
const PIECE = RING_SIZE / 4;
