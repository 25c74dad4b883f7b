import { constants, createDeflateRaw } from "node:zlib";

import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { createWebSocketReader } from "../../src/wire/websocket.ts";
import { cutAt } from "./frames.ts";

/** One frame; masked as a client sends it. */
function aFrame(first: number, payload: Buffer, mask?: Buffer): Buffer {
  const length = payload.byteLength;
  const bit = mask === undefined ? 0 : 0x80;
  const size = Buffer.alloc(length < 126 ? 1 : length < 65_536 ? 3 : 9);
  if (length < 126) size.writeUInt8(bit | length);
  else if (length < 65_536) size.writeUIntBE(((bit | 126) << 16) | length, 0, 3);
  else {
    size.writeUInt8(bit | 127);
    size.writeBigUInt64BE(BigInt(length), 1);
  }
  const masked = mask === undefined ? payload : payload.map((byte, index) => byte ^ (mask[index % 4] ?? 0));
  return Buffer.concat([Buffer.of(first), size, mask ?? Buffer.alloc(0), masked]);
}

function hear(pieces: readonly Buffer[], options: { limit?: number; isDeflated?: boolean } = {}): readonly string[] {
  const lines: string[] = [];
  const reader = createWebSocketReader(
    {
      message: ({ opcode, data, size, cut = "" }) => lines.push(`${opcode} ${data.toString("latin1")} ${size}${cut}`),
      remark: (text) => lines.push(`remark ${text}`),
    },
    { limit: 1000, isDeflated: false, ...options },
  );
  for (const piece of pieces) reader.push(piece);
  reader.finish();
  return lines;
}

const mask = Buffer.of(1, 2, 3, 4);
const text = (words: string): Buffer => Buffer.from(words);

describe("messages", () => {
  test("of a server, of a client, empty, and with every size of the length field", () => {
    const long = "l".repeat(200);
    const longest = "m".repeat(70_000);
    const frames = [
      aFrame(0x81, text("hello")),
      aFrame(0x81, text("masked"), mask),
      aFrame(0x82, text("")),
      aFrame(0x81, text(long)),
      aFrame(0x81, text(longest), mask),
    ];
    expect(hear(frames, { limit: 100_000 })).toEqual([
      "1 hello 5",
      "1 masked 6",
      "2  0",
      `1 ${long} 200`,
      `1 ${longest} 70000`,
    ]);
  });

  test("in fragments, with a ping between them", () => {
    const frames = [
      aFrame(0x01, text("one "), mask),
      aFrame(0x89, text("p"), mask),
      aFrame(0x00, text(""), mask),
      aFrame(0x80, text("two"), mask),
    ];
    expect(hear(frames)).toEqual(["9 p 1", "1 one two 7"]);
  });

  test("a close with its code and reason", () => {
    expect(hear([aFrame(0x88, Buffer.from("\x03\xE9bye", "latin1"))])).toEqual(["8 \x03\xE9bye 5"]);
  });

  test("past the limit, only the beginning is kept", () => {
    expect(hear([aFrame(0x81, text("123456789"))], { limit: 4 })).toEqual(["1 1234 9long"]);
  });

  test("the end of the connection interrupts one", () => {
    expect(hear([aFrame(0x81, text("123456789")).subarray(0, 6)])).toEqual(["1 1234 4broken off"]);
    expect(hear([aFrame(0x01, text("12"))])).toEqual(["1 12 2broken off"]);
  });

  test.each<readonly [string, Buffer, string]>([
    ["a reserved opcode", aFrame(0x83, text("x")), "a WebSocket frame of an extension"],
    ["a bit of an extension", aFrame(0xa1, text("x")), "a WebSocket frame of an extension"],
    ["a continuation of nothing", aFrame(0x80, text("x")), "a WebSocket frame continues no message"],
  ])("%s ends the reading, not the connection", (_what, bytes, remark) => {
    expect(hear([bytes, aFrame(0x81, text("later"))])).toEqual([`remark ${remark}; the rest is not read`]);
  });
});

test("the received part of a message is kept if another begins inside it", () => {
  expect(hear([aFrame(0x01, text("x")), aFrame(0x81, text("y")), aFrame(0x81, text("later"))])).toEqual([
    "1 x 1broken off",
    "remark a WebSocket message begins inside another; the rest is not read",
  ]);
});

describe("permessage-deflate", () => {
  test("a compressed message without negotiation is not read, and the next plain one is", () => {
    expect(hear([aFrame(0xc1, text("abc")), aFrame(0x81, text("plain"))])).toEqual(["1  3compressed", "1 plain 5"]);
  });

  test("after one that cannot be decompressed, none is", async () => {
    const deflate = createDeflater();
    const good = await deflate(text("good"));
    const frames = [aFrame(0xc1, good), aFrame(0xc1, text("\xFF\xFF")), aFrame(0xc1, await deflate(text("good")))];
    const [first, ...others] = hear(frames, { isDeflated: true });
    expect(first).toBe("1 good 4");
    expect(others).toEqual(["1  4compressed", expect.stringMatching(/^1 {2}\d+compressed$/)]);
  });

  test("a few bytes that expand to gigabytes are not", async () => {
    const bomb = await createDeflater()(Buffer.alloc(1 << 25));
    expect(bomb.byteLength).toBeLessThan(50_000);
    expect(hear([aFrame(0xc1, bomb)], { isDeflated: true })).toEqual([`1  ${bomb.byteLength}compressed`]);
  });

  test("messages that refer to earlier ones are read unchanged, however all is split", async () => {
    const words = fc.array(fc.constantFrom("token", "image", "{}", "server ", "\n"), { maxLength: 400 });
    const one = fc.record({
      words: words.map((list) => list.join("")),
      isCompressed: fc.boolean(),
      borders: fc.array(fc.nat(), { maxLength: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(one, { maxLength: 30 }),
        fc.array(fc.nat(), { maxLength: 40 }),
        async (sent, places) => {
          const deflate = createDeflater();
          const frames: Buffer[] = [];
          for (const { words: said, isCompressed, borders } of sent) {
            // oxlint-disable-next-line no-await-in-loop -- one compressor for all, in order
            const payload = isCompressed ? await deflate(text(said)) : text(said);
            frames.push(...toFragments(payload, borders, isCompressed));
          }
          const heard = hear(cutAt(Buffer.concat(frames), places), { isDeflated: true, limit: 10_000 });
          expect(heard).toEqual(sent.map(({ words: said }) => `1 ${said} ${said.length}`));
        },
      ),
    );
  });

  function toFragments(payload: Buffer, borders: readonly number[], isCompressed: boolean): Buffer[] {
    const pieces = payload.byteLength === 0 ? [payload] : cutAt(payload, borders);
    return pieces.map((piece, index) => {
      const first = index === 0 ? (isCompressed ? 0x41 : 0x01) : 0;
      return aFrame(first | (index === pieces.length - 1 ? 0x80 : 0), piece, mask);
    });
  }
});

/** Compresses messages like a sender that keeps its window. */
function createDeflater(): (message: Buffer) => Promise<Buffer> {
  const stream = createDeflateRaw();
  let pieces: Buffer[] = [];
  stream.on("data", (piece: Buffer) => pieces.push(piece));
  return async (message) => {
    pieces = [];
    stream.write(message);
    await new Promise<void>((resolve) => stream.flush(constants.Z_SYNC_FLUSH, resolve));
    return Buffer.concat(pieces).subarray(0, -4);
  };
}

test("no bytes throw an error", () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 60 }), { maxLength: 20 }), fc.boolean(), (pieces, isDeflated) => {
      hear(
        pieces.map((piece) => Buffer.from(piece)),
        { isDeflated },
      );
    }),
  );
});
