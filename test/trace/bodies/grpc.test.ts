import { gzipSync } from "node:zlib";

import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { isGrpc, writeGrpc } from "../../../src/trace/bodies/grpc.ts";
import { writeProtobuf } from "../../../src/trace/bodies/protobuf.ts";

const bytes = (...values: readonly (number | string)[]): Buffer =>
  Buffer.concat(values.map((value) => (typeof value === "number" ? Buffer.of(value) : Buffer.from(value))));

describe("a message by field numbers", () => {
  test.each<readonly [string, Buffer, string]>([
    // The first three are from https://protobuf.dev/programming-guides/encoding/.
    ["a number", bytes(0x08, 0x96, 0x01), "1: 150"],
    ["a text", bytes(0x12, 0x07, "testing"), '2: "testing"'],
    ["a message inside", bytes(0x1a, 0x03, 0x08, 0x96, 0x01), "3 {\n  1: 150\n}"],
    ["an empty message inside, or an empty text", bytes(0x1a, 0x00), '3: ""'],
    ["a double", bytes(0x09, 0, 0, 0, 0, 0, 0, 0xf0, 0x3f), "1: 0x3ff0000000000000"],
    ["a float", bytes(0x0d, 0, 0, 0x80, 0x3f), "1: 0x3f800000"],
    ["a negative number", bytes(0x08, ...Array.from({ length: 9 }, () => 0xff), 0x01), "1: 18446744073709551615"],
    ["bytes", bytes(0x0a, 0x02, 0xff, 0x00), "1: (2 bytes) ff 00"],
    ["letters of other scripts", bytes(0x0a, 0x06, "한국"), '1: "한국"'],
    ["a message that holds a text", bytes(0x0a, 0x05, 0x0a, 0x03, "abc"), '1 {\n  1: "abc"\n}'],
    ["two lines of text", bytes(0x0a, 0x03, "a\nb"), String.raw`1: "a\nb"`],
    ["nothing", bytes(), ""],
  ])("%s", (_what, message, text) => {
    expect(writeProtobuf(message)).toBe(text);
  });

  test.each<readonly [string, Buffer]>([
    ["a length past the end", bytes(0x0a, 0x05, "abc")],
    ["field 0", bytes(0x00, 0x01)],
    ["a group", bytes(0x0b, 0x0c)],
    ["a number that never ends", Buffer.alloc(12, 0xff)],
  ])("%s is not a message", (_what, message) => {
    expect(writeProtobuf(message)).toBeUndefined();
  });

  test("no bytes throw an error, and neither do sixty nested messages", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (any) => void writeProtobuf(any)));
    let deep = bytes(0x08, 0x01);
    while (deep.byteLength < 120) deep = Buffer.concat([bytes(0x0a, deep.byteLength), deep]);
    expect(writeProtobuf(deep)?.split("{")).toHaveLength(51);
  });
});

/** A message with the prefix of gRPC. */
function framed(message: Buffer, flags = 0): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt8(flags);
  head.writeUInt32BE(message.byteLength, 1);
  return Buffer.concat([head, message]);
}

const name = bytes(0x0a, 0x06, "cirros");
const write = (body: Buffer, mimeType = "application/grpc", encoding = ""): string | undefined =>
  writeGrpc({ bytes: body, mimeType, encoding });

describe("a gRPC body", () => {
  test("each message with its number", () => {
    expect(write(Buffer.concat([framed(name), framed(bytes())]))).toBe(
      'message 1 (8 bytes)\n  1: "cirros"\nmessage 2 (0 bytes)',
    );
  });

  test("compressed messages are decompressed, if the encoding is known", () => {
    const packed = framed(gzipSync(name), 1);
    expect(write(packed, "application/grpc", "gzip")).toMatch(/^message 1 \(\d+ bytes, gzip\)\n {2}1: "cirros"$/);
    expect(write(packed, "application/grpc", "snappy")).toMatch(
      /^message 1 \(\d+ bytes, snappy\), which cannot be read$/,
    );
  });

  test("the last message of gRPC-web contains the trailers; its text form is base64, piece by piece", () => {
    const trailers = framed(Buffer.from("grpc-status: 0\r\ngrpc-message: ok\r\n"), 0x80);
    const text = 'message 1 (8 bytes)\n  1: "cirros"\ntrailers\n  grpc-status: 0\n  grpc-message: ok';
    expect(write(Buffer.concat([framed(name), trailers]), "application/grpc-web+proto")).toBe(text);
    const base64 = framed(name).toString("base64") + trailers.toString("base64");
    expect(write(Buffer.from(base64), "application/grpc-web-text")).toBe(text);
  });

  test("JSON in place of Protocol Buffers", () => {
    expect(write(framed(Buffer.from('{"a":1}')), "application/grpc+json")).toBe('message 1 (7 bytes)\n  {"a":1}');
  });

  test("a truncated message, and an invalid one", () => {
    expect(write(framed(name).subarray(0, 8))).toBe("message 1 (8 bytes), cut after 3");
    expect(write(framed(Buffer.of(0xff)))).toBe("message 1 (1 byte), which cannot be read");
  });

  test("data without frames is not read", () => {
    expect(write(Buffer.from('{"error":"not gRPC"}'))).toBeUndefined();
  });

  test.each(["application/grpc", "application/grpc+proto", "application/grpc-web", "application/grpc-web-text+proto"])(
    "%s is gRPC",
    (type) => expect(isGrpc(type)).toBe(true),
  );

  test.each(["application/json", "application/grpcish", "text/application/grpc"])("%s is not", (type) => {
    expect(isGrpc(type)).toBe(false);
  });
});
