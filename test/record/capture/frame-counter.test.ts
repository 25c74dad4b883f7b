import * as fc from "fast-check";
import { expect, test } from "vitest";

import { createFrameCounter } from "../../../src/record/capture/frame-counter.ts";

/** A frame as RFC 6455, section 5.2 lays it out. */
function toFrame({ length, isMasked }: { length: number; isMasked: boolean }): Buffer {
  const mark = isMasked ? 0x80 : 0;
  const head =
    length < 126
      ? Buffer.from([0x82, mark | length])
      : length < 65_536
        ? Buffer.from([0x82, mark | 126, length >> 8, length & 0xff])
        : Buffer.concat([Buffer.from([0x82, mark | 127, 0, 0, 0, 0]), toBigEndian(length)]);
  return Buffer.concat([head, Buffer.alloc(isMasked ? 4 : 0, 1), Buffer.alloc(length, 0x82)]);
}

const frame = fc.record({
  length: fc.oneof(fc.constantFrom(0, 125, 126, 65_535, 65_536), fc.nat(300)),
  isMasked: fc.boolean(),
});

test("frames are counted however the network cuts them", () => {
  fc.assert(
    fc.property(fc.array(frame, { maxLength: 6 }), fc.array(fc.integer({ min: 1, max: 4000 })), (frames, cuts) => {
      const bytes = Buffer.concat(frames.map(toFrame));
      const counter = createFrameCounter();
      let position = 0;
      for (const cut of [...cuts, bytes.length]) {
        counter.add(bytes.subarray(position, position + cut));
        position += cut;
      }
      expect(counter.count).toBe(frames.length);
    }),
  );
});

function toBigEndian(length: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(length);
  return bytes;
}
