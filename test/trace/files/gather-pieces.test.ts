import * as fc from "fast-check";
import { expect, test } from "vitest";

import { gatherPieces } from "../../../src/trace/files/gather-pieces.ts";
import { runsOf } from "../../helpers/runs.ts";

const piece = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 40 }),
  fc.uint8Array({ maxLength: 40 }),
  // Longer than what is joined, and just short of it.
  fc.constantFrom("한".repeat(100_000), "x".repeat(87_380), new Uint8Array(1 << 18).fill(7), new Uint8Array(300_000)),
);

test("pieces are joined to the bytes of all, also if each is in memory that is used again for the next", () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const shared = Buffer.alloc(300_000);
      function* inTurn(): Generator<string | Uint8Array> {
        for (const one of pieces) {
          if (typeof one === "string") yield one;
          else {
            shared.fill(0xff).set(one);
            yield shared.subarray(0, one.length);
          }
        }
      }
      const joined = copyLate(gatherPieces(inTurn()));
      expect(joined.every((bytes) => bytes.length > 0)).toBe(true);
      expect(Buffer.concat(joined).equals(Buffer.concat(pieces.map((one) => Buffer.from(one))))).toBe(true);
    }),
    { numRuns: runsOf(60) },
  );
});

/** Each is written while the next one is made. */
function copyLate(results: Iterable<Uint8Array>): readonly Buffer[] {
  const copies: Buffer[] = [];
  let waiting: Uint8Array | undefined;
  for (const bytes of results) {
    if (waiting !== undefined) copies.push(Buffer.from(waiting));
    waiting = bytes;
  }
  return waiting === undefined ? copies : [...copies, Buffer.from(waiting)];
}

test("many short pieces become few", () => {
  const lines = Array.from({ length: 100_000 }, (_, index) => `${index}\n`);
  expect([...gatherPieces(lines)].length).toBeLessThan(10);
});

test("a character whose halves are in two pieces stays", () => {
  const joined = Array.from(gatherPieces(["a\ud83d", "", "\ude00b", "\ud83d", Buffer.from("c")]), (bytes) =>
    Buffer.from(bytes).toString(),
  );
  expect(joined.join("")).toBe("a😀b\ufffdc");
});
