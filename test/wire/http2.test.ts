import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { PREFACE } from "../../src/wire/http2-preface.ts";
import { createHttp2RequestReader, createHttp2ResponseReader } from "../../src/wire/http2.ts";
import { runsOf } from "../helpers/runs.ts";
import { aBlock, aFrame, cutAt } from "./frames.ts";
import { hearHttp2 } from "./heard.ts";

const post = aBlock({ ":method": "POST", ":scheme": "http", ":authority": "a", ":path": "/b" });
const postLine = "head :method POST :scheme http :authority a :path /b";

function hearRequests(...pieces: readonly Buffer[]): readonly string[] {
  const { lines, sink } = hearHttp2();
  const reader = createHttp2RequestReader(sink);
  reader.push(PREFACE);
  for (const piece of pieces) reader.push(piece);
  return lines;
}

function hearResponses(...pieces: readonly Buffer[]): readonly string[] {
  const { lines, sink } = hearHttp2();
  const reader = createHttp2ResponseReader(sink);
  for (const piece of pieces) reader.push(piece);
  return lines;
}

describe("a request", () => {
  test("with a field of UTF-8 that a later one refers to", () => {
    const value = Buffer.from("caf\u00e9");
    const head = Buffer.concat([post, Buffer.of(0x40, 1, 0x78, value.length), value]);
    const lines = hearRequests(
      aFrame(1, { flags: 0x5, stream: 1, payload: head }),
      aFrame(1, { flags: 0x5, stream: 3, payload: Buffer.concat([post, Buffer.of(0xbe)]) }),
    );
    expect(lines).toEqual([1, 3].flatMap((stream) => [`${stream} ${postLine} x caf\u00e9`, `${stream} end`]));
  });

  test("without a body", () => {
    expect(hearRequests(aFrame(1, { flags: 0x5, payload: post }))).toEqual([`1 ${postLine}`, "1 end"]);
  });

  test("with a padded body in two frames, and trailers", () => {
    const lines = hearRequests(
      aFrame(1, { flags: 0x4, payload: post }),
      aFrame(0, { flags: 0x8, payload: Buffer.from("\x03one\0\0\0") }),
      aFrame(0, { payload: Buffer.from("two") }),
      aFrame(1, { flags: 0x5, payload: aBlock({ checksum: "1" }) }),
    );
    expect(lines).toEqual([`1 ${postLine}`, "1 body onetwo", "1 trailers checksum 1", "1 end"]);
  });

  test("whose head is padded, has a priority, and continues in CONTINUATION frames", () => {
    const payload = Buffer.concat([Buffer.of(2, 0, 0, 0, 3, 15), post.subarray(0, 7), Buffer.alloc(2)]);
    const lines = hearRequests(
      aFrame(1, { flags: 0x29, payload }),
      aFrame(9, { payload: post.subarray(7, 9) }),
      aFrame(9, { payload: Buffer.alloc(0) }),
      aFrame(9, { flags: 0x4, payload: post.subarray(9) }),
    );
    expect(lines).toEqual([`1 ${postLine}`, "1 end"]);
  });

  test("among unknown frames, or frames without meaning for a listener", () => {
    const others = [2, 4, 6, 8, 10, 99, 255].map((type) => aFrame(type, { flags: 255, payload: Buffer.alloc(40, 1) }));
    expect(hearRequests(...others, aFrame(1, { flags: 0x5, payload: post }), ...others)).toEqual([
      `1 ${postLine}`,
      "1 end",
    ]);
  });

  test("two at once, with alternating bodies; one is reset", () => {
    const data = (stream: number, text: string, flags = 0): Buffer =>
      aFrame(0, { stream, flags, payload: Buffer.from(text) });
    const lines = hearRequests(
      aFrame(1, { flags: 0x4, stream: 1, payload: post }),
      aFrame(1, { flags: 0x4, stream: 3, payload: post }),
      data(1, "a"),
      data(3, "b"),
      data(1, "c", 1),
      aFrame(3, { stream: 3, payload: Buffer.of(0, 0, 0, 8) }),
    );
    expect(lines).toEqual([
      `1 ${postLine}`,
      `3 ${postLine}`,
      "1 body ac",
      "1 end",
      "3 body b",
      "3 cut body reset",
      "3 reset CANCEL",
    ]);
  });

  test("in a connection that is closed in the middle of it", () => {
    const { lines, sink } = hearHttp2();
    const reader = createHttp2RequestReader(sink);
    reader.push(Buffer.concat([PREFACE, aFrame(1, { flags: 0x4, payload: post }), Buffer.of(0, 0)]));
    reader.finish();
    expect(lines).toEqual([`1 ${postLine}`, "remark the connection ended inside a frame", "1 cut body end"]);
  });

  test("that the other side has reset is not reported any more", () => {
    const { lines, sink } = hearHttp2();
    const reader = createHttp2RequestReader(sink);
    reader.push(Buffer.concat([PREFACE, aFrame(1, { flags: 0x4, payload: post })]));
    reader.drop(1);
    reader.push(aFrame(0, { flags: 1, payload: Buffer.from("late") }));
    reader.reset();
    expect(lines).toEqual([`1 ${postLine}`]);
  });
});

describe("a response", () => {
  test("after two interim ones, with trailers", () => {
    const lines = hearResponses(
      aFrame(1, { flags: 0x4, payload: aBlock({ ":status": "100" }) }),
      aFrame(1, { flags: 0x4, payload: aBlock({ ":status": "103", link: "</a>" }) }),
      aFrame(1, { flags: 0x4, payload: aBlock({ ":status": "200" }) }),
      aFrame(0, { payload: Buffer.from("x") }),
      aFrame(1, { flags: 0x5, payload: aBlock({ "grpc-status": "0" }) }),
    );
    expect(lines).toEqual([
      "1 head :status 100",
      "1 head :status 103 link </a>",
      "1 head :status 200",
      "1 body x",
      "1 trailers grpc-status 0",
      "1 end",
    ]);
  });

  test("that is pushed is announced", () => {
    const payload = Buffer.concat([Buffer.of(0, 0, 0, 2), aBlock({ ":method": "GET", ":path": "/style.css" })]);
    const pushed = aFrame(1, { flags: 0x5, stream: 2, payload: aBlock({ ":status": "200" }) });
    expect(hearResponses(aFrame(5, { flags: 0x4, payload }), pushed)).toEqual([
      "2 promise GET /style.css",
      "2 head :status 200",
      "2 end",
    ]);
  });

  test("GOAWAY has the code and the reason", () => {
    const payload = Buffer.concat([Buffer.of(0, 0, 0, 7, 0, 0, 0, 11), Buffer.from("too many pings")]);
    expect(hearResponses(aFrame(7, { stream: 0, payload }))).toEqual(["goAway 7 ENHANCE_YOUR_CALM too many pings"]);
  });

  test("an unknown error code is a number", () => {
    expect(hearResponses(aFrame(3, { payload: Buffer.of(0xff, 0, 0, 1) }))).toEqual(["1 reset 0xff000001"]);
  });
});

describe("unreadable data is abandoned with a remark, and the bytes are reported", () => {
  test.each<readonly [string, Buffer, string]>([
    [
      "a block that cannot be decoded",
      aFrame(1, { flags: 0x4, payload: Buffer.of(0xff) }),
      "a header block of stream 1 cannot be decoded",
    ],
    [
      "padding longer than the frame",
      aFrame(1, { flags: 0xc, payload: Buffer.of(200, 1) }),
      "a header block of stream 1 has no room for its padding",
    ],
    ["CONTINUATION of nothing", aFrame(9, { payload: post }), "stream 1 continues without a header block"],
    [
      "a block that is broken off",
      Buffer.concat([aFrame(1, { payload: post }), aFrame(3, { payload: Buffer.alloc(4) })]),
      "a header block is incomplete",
    ],
    [
      "CONTINUATION without end",
      Buffer.concat([aFrame(1, { payload: post }), ...Array.from({ length: 80 }, () => aFrame(9, { payload: long }))]),
      "a header block of stream 1 is longer than 1 MiB",
    ],
    ["a head of 2 MiB", aFrame(1, { payload: Buffer.alloc(2 << 20) }), "a frame of type 1 has 2097152 bytes"],
  ])("%s", (_what, bytes, remark) => {
    const lines = hearRequests(bytes, Buffer.from("more"));
    expect(lines).toEqual([`remark ${remark}; the rest of the connection is not read`, "raw 4"]);
  });

  test("another protocol, however the first bytes are split", () => {
    const bytes = Buffer.from("PRI * HTTP/1.1\r\n\r\n");
    fc.assert(
      fc.property(fc.array(fc.nat(), { maxLength: 10 }), (places) => {
        const { lines, sink } = hearHttp2();
        const reader = createHttp2RequestReader(sink);
        for (const piece of cutAt(bytes, places)) reader.push(piece);
        expect(lines[0]).toBe("remark this is not HTTP/2; the rest of the connection is not read");
        expect(lines.at(-1)).toBe(`raw ${bytes.byteLength}`);
      }),
    );
  });
});

const long = Buffer.alloc(16_384);

describe("properties", () => {
  const frame = fc
    .record({
      type: fc.constantFrom(0, 1, 1, 3, 7, 9, 2, 77),
      flags: fc.constantFrom(0, 1, 4, 5, 5, 8, 12, 13),
      stream: fc.constantFrom(0, 1, 3, 5),
      payload: fc.oneof(
        fc.constantFrom(post, aBlock({ a: "b" }), post.subarray(0, 9)),
        fc.uint8Array({ maxLength: 30 }).map((bytes) => Buffer.from(bytes)),
      ),
    })
    .map(({ type, ...rest }) => aFrame(type, rest));

  test("the places at which the bytes are split change nothing", () => {
    fc.assert(
      fc.property(fc.array(frame, { maxLength: 20 }), fc.array(fc.nat(), { maxLength: 30 }), (frames, places) => {
        const bytes = Buffer.concat(frames);
        // A view of one buffer that is filled again, like a socket's buffer may be: data to keep must be copied.
        const socket = Buffer.alloc(bytes.byteLength);
        const cut = hear(cutAt(bytes, places).map((piece) => () => reuse(socket, piece)));
        const whole = hear([() => bytes]);
        expect(withoutRaw(cut)).toEqual(withoutRaw(whole));
      }),
      { numRuns: runsOf(500) },
    );
  });

  function hear(pieces: readonly (() => Buffer)[]): readonly string[] {
    const { lines, sink } = hearHttp2();
    const reader = createHttp2RequestReader(sink);
    reader.push(PREFACE);
    for (const piece of pieces) reader.push(piece());
    reader.finish();
    return lines;
  }

  function reuse(socket: Buffer, piece: Buffer): Buffer {
    socket.fill(0);
    piece.copy(socket);
    return socket.subarray(0, piece.byteLength);
  }

  /** Bytes after unreadable data are reported from the next push on. */
  function withoutRaw(lines: readonly string[]): readonly string[] {
    return lines.filter((line) => !line.startsWith("raw"));
  }

  test("no bytes throw an error", () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 100 }), { maxLength: 20 }), (pieces) => {
        const { sink } = hearHttp2();
        const reader = createHttp2ResponseReader(sink);
        for (const piece of pieces) reader.push(piece);
        reader.reset();
      }),
    );
  });
});
