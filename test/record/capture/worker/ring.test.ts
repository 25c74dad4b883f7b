import { describe, expect, onTestFinished, test, vi } from "vitest";

import { FRAME, frame } from "../../../../src/record/capture/worker/frame.ts";
import { createRingReader } from "../../../../src/record/capture/worker/ring-reader.ts";
import { createRingWriter } from "../../../../src/record/capture/worker/ring-writer.ts";
import {
  LOCK,
  RING_SIZE,
  SLEEP,
  WAKE_AT,
  WORD,
  createRing,
  openRing,
} from "../../../../src/record/capture/worker/ring.ts";

const record = (letter: string, length: number): Buffer => frame(1, Buffer.alloc(FRAME + length, letter));

describe("a ring", () => {
  test("returns the written data, across its end and beyond 2 GB of counted bytes", () => {
    const ring = openRing(createRing());
    // As after long use: the next bytes pass the end of the ring, and the limit of 32 bits.
    const late = 2 ** 31 - 1000;
    ring.words[WORD.head] = late;
    ring.words[WORD.tail] = late;
    const writer = createRingWriter(ring);
    const reader = createRingReader(ring, { write: () => {}, bytes: 0 });
    const seen = ["a", "b", "c", "d", "e", "f"].map((letter) => {
      writer.write(record(letter, 40_000));
      return String(reader.next()?.bytes);
    });
    expect(seen).toEqual(["a", "b", "c", "d", "e", "f"].map((letter) => letter.repeat(40_000)));
  });

  test("leaves unread data to the writer, and notifies the reader", () => {
    const ring = openRing(createRing());
    const writer = createRingWriter(ring);
    const written: string[] = [];
    const reader = createRingReader(ring, { write: () => written.push("written"), bytes: 1_000_000 });
    for (const letter of ["a", "b", "c"]) expect(writer.write(record(letter, 10))).toBe(true);
    // Read, but not being written to the disk.
    expect(String(reader.next()?.bytes)).toBe("a".repeat(10));
    const left = Array.from(writer.takeOver().records, ({ bytes }) => String(bytes));
    expect(left).toEqual(["a".repeat(10), "b".repeat(10), "c".repeat(10)]);
    expect(reader.next()).toBeUndefined();
    expect(written).toEqual([]);
  });

  test("stays with a writer that has given up waiting for a reader that was writing", () => {
    const ring = openRing(createRing());
    const writer = createRingWriter(ring);
    const reader = createRingReader(ring, { write: () => Atomics.store(ring.words, WORD.lock, LOCK.taken), bytes: 0 });
    for (const letter of ["a", "b"]) writer.write(record(letter, 10));
    expect(String(reader.next()?.bytes)).toBe("a".repeat(10));
    expect(reader.next()).toBeUndefined();
    expect(ring.words[WORD.lock]).toBe(LOCK.taken);
  });

  test("wakes a sleeping reader once, while there is still space", () => {
    const ring = openRing(createRing());
    const writer = createRingWriter(ring);
    const wakes = vi.spyOn(Atomics, "notify");
    onTestFinished(() => void vi.restoreAllMocks());
    Atomics.store(ring.words, WORD.sleeping, SLEEP.nap);
    const written = Array.from({ length: RING_SIZE / 4096 }, () => {
      writer.write(record("a", 4096 - 2 * FRAME));
      return wakes.mock.calls.length;
    });
    const first = written.findIndex((count) => count > 0) + 1;
    expect(first * 4096).toBeGreaterThanOrEqual(WAKE_AT);
    expect(first * 4096).toBeLessThan(RING_SIZE / 2);
    expect(written.at(-1)).toBe(1);
  });

  test("is not waited for endlessly if the program's clock stops", () => {
    const writer = createRingWriter(openRing(createRing()));
    vi.spyOn(performance, "now").mockReturnValue(0);
    vi.spyOn(Atomics, "wait").mockReturnValue("timed-out");
    onTestFinished(() => void vi.restoreAllMocks());
    expect(writer.write(record("a", 10))).toBe(true);
    expect(writer.drain()).toBe(false);
  });

  test("is given up at once if the reader has ended without notice", () => {
    const waits = vi.spyOn(Atomics, "wait").mockReturnValue("timed-out");
    onTestFinished(() => void vi.restoreAllMocks());
    const ring = openRing(createRing());
    const writer = createRingWriter(ring, () => false);
    expect(writer.write(record("a", RING_SIZE / 4))).toBe(true);
    expect(writer.drain()).toBe(false);
    // As if it had been ended in the middle of a write.
    Object.assign(ring.words, { [WORD.lock]: LOCK.writing });
    ring.journalSize[0] = 1234;
    const { records, journalSize } = writer.takeOver();
    expect(Array.from(records, ({ bytes }) => bytes.length)).toEqual([RING_SIZE / 4]);
    expect(journalSize).toBe(1234);
    const waited = waits.mock.calls.reduce((sum, [, , , milliseconds = 0]) => sum + milliseconds, 0);
    expect(waited).toBeLessThan(5);
  });

  test.each([
    ["nobody was writing to", { lock: LOCK.free, tail: 0 }, 1234],
    ["has all that was written", { lock: LOCK.writing, tail: 10 }, 1234],
    ["goes on elsewhere", { lock: LOCK.writing, tail: 0 }, Number.NaN],
    ["nothing was written to yet", { lock: LOCK.writing, tail: 0 }, undefined],
  ])("leaves a journal unchanged that %s", (_, { lock, tail }, size) => {
    const ring = openRing(createRing());
    Object.assign(ring.words, { [WORD.lock]: lock, [WORD.tail]: tail, [WORD.head]: tail });
    if (size !== undefined) ring.journalSize[0] = size;
    expect(createRingWriter(ring, () => false).takeOver().journalSize).toBeUndefined();
  });

  test.each([RING_SIZE / 2 + 1, 3 * RING_SIZE])(
    "keeps no piece of %i bytes that a dead reader did not take",
    (length) => {
      const ring = openRing(createRing());
      const writer = createRingWriter(ring);
      expect(writer.write(record("a", 10))).toBe(true);
      Atomics.store(ring.words, WORD.news, -1);
      expect(writer.write(record("b", length))).toBe(false);
      expect(Array.from(writer.takeOver().records, ({ bytes }) => String(bytes))).toEqual(["a".repeat(10)]);
    },
  );
});
