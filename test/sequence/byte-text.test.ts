import * as fc from "fast-check";
import { expect, test } from "vitest";

import { createByteText } from "../../src/sequence/byte-text.ts";
import { runsOf } from "../helpers/runs.ts";

const integer = fc.oneof(
  fc.integer({ min: -2000, max: 2_000_000 }),
  fc.maxSafeInteger(),
  fc.constantFrom(0, -0, 1, 9, 10, 999, 1000, 999_999_999, 1_000_000_000, 2 ** 31, 1e21),
);

test("numbers are written as JSON has them", () => {
  const text = createByteText();
  fc.assert(
    fc.property(integer, (number) => {
      text.putInteger(number);
      expect(text.take().toString()).toBe(JSON.stringify(number));
      text.putThousandths(number);
      expect(text.take().toString()).toBe(JSON.stringify(number / 1000));
    }),
    { numRuns: runsOf(5000) },
  );
});

test("pieces of any length follow each other, in texts and in bytes", () => {
  const text = createByteText();
  const piece = fc.oneof(
    fc.uint8Array({ maxLength: 20 }),
    fc.nat(70_000).map((length) => new Uint8Array(length).fill(97)),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(piece, fc.nat(2)), { maxLength: 5 }), (pieces) => {
      for (const [bytes, way] of pieces) {
        if (way === 0) text.put(Buffer.from(bytes));
        else if (way === 1) text.copy(Buffer.concat([Buffer.from("<"), bytes, Buffer.from(">")]), 1, bytes.length + 1);
        else text.putText(Buffer.from(bytes).toString("latin1"));
      }
      expect(text.take().equals(Buffer.concat(pieces.map(([bytes]) => bytes)))).toBe(true);
    }),
    { numRuns: runsOf(300) },
  );
});
