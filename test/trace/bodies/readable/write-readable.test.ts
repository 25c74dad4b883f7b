import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { writeReadable } from "../../../../src/trace/bodies/readable/write-readable.ts";
import { runsOf } from "../../../helpers/runs.ts";

const write = (mimeType: string, body: string | Buffer, isCut = false): string | undefined =>
  writeReadable({ bytes: Buffer.from(body as string, "utf8"), mimeType, isCut });

describe("a form of several parts", () => {
  const type = 'multipart/form-data; boundary="xyz"';
  const file = Buffer.from("89504e470d0a1a0a00ff00ff00ff00ff00ff", "hex");
  const body = Buffer.concat([
    Buffer.from('--xyz\r\nContent-Disposition: form-data; name="note"\r\n\r\nGrüße\r\nan alle\r\n'),
    Buffer.from(
      '--xyz\r\nContent-Disposition: form-data; name="pic"; filename="ä.png"\r\nContent-Type: image/png\r\n\r\n',
    ),
    file,
    Buffer.from(
      '\r\n--xyz\r\nContent-Disposition: form-data; name="meta"\r\nContent-Type: application/json\r\n\r\n{"a": 1}\r\n',
    ),
    Buffer.from('--xyz\r\nContent-Disposition: form-data; name="none"\r\n\r\n\r\n--xyz--\r\n'),
  ]);

  test("has one row for each part", () => {
    expect(
      write(type, body)
        ?.split("\n")
        .map((line) => line.split(/ {2,}/)),
    ).toEqual([
      ["name", "file", "type", "size", "content"],
      ["note", "-", "-", "16 bytes", "Grüße\\nan alle"],
      ["pic", "ä.png", "image/png", "18 bytes", "89 50 4e 47 0d 0a 1a 0a 00 ff 00 ff 00 ff 00 ff …"],
      ["meta", "-", "application/json", "8 bytes", '{"a": 1}'],
      ["none", "-", "-", "0 bytes"],
    ]);
  });

  test("that was truncated shows where", () => {
    const lines = write(type, body.subarray(0, body.indexOf(file) + 4), true)?.split("\n");
    expect(lines?.at(-1)).toMatch(/^pic .* 4 bytes, cut {2}89 50 4e 47$/);
  });

  test("that was truncated in the head of a part leaves the part before it complete", () => {
    const cut = Buffer.from(
      '--xyz\r\nContent-Disposition: form-data; name="a"\r\n\r\nwhole value\r\n--xyz\r\nContent-Dis',
    );
    expect(write(type, cut, true)?.split("\n").at(-1)).toMatch(/ 11 bytes {2}whole value$/);
  });

  test.each([
    ["without its boundary", "multipart/form-data", body],
    ["with another boundary", "multipart/form-data; boundary=abc", body],
    ["of nothing", type, ""],
    ["of its end alone", type, "--xyz--\r\n"],
  ])("%s is shown unchanged", (_, mimeType, bytes) => expect(write(mimeType, bytes)).toBeUndefined());
});

test.each([
  [
    "a=1&long_name=two+words&c=%C3%A4%0Ab&d=%zz&e",
    "name       value\na          1\nlong_name  two words\nc          ä\\nb\nd          %zz\ne",
  ],
  ['{"a": 1}', undefined],
  ["plain text", undefined],
  ["a=1\nb=2", undefined],
  ["", undefined],
])("a form %j is %j", (body, written) => {
  expect(write("application/x-www-form-urlencoded; charset=utf-8", body)).toBe(written);
});

test.each([
  ['id,name\r\n1,Tea\r\n20,"Milk, ""fresh"""\r\n', 'id  name\n1   Tea\n20  Milk, "fresh"'],
  ["a,,c\n,,", "a    c\n"],
  ["one column\nonly", undefined],
  ['a,b\n"open,c', undefined],
])("CSV %j is %j", (body, written) => expect(write("text/csv", body)).toBe(written));

test.each([
  ['<a><b x="1>2">t</b><c/><d></d></a>', '<a>\n  <b x="1>2">t</b>\n  <c/>\n  <d></d>\n</a>'],
  ['<?xml version="1.0"?>\n<a><b>1</b></a>', '<?xml version="1.0"?>\n<a>\n  <b>1</b>\n</a>'],
  ["<a>text <b>bold</b> more</a>", undefined],
  ["<a>\n  <b/>\n</a>", undefined],
  ["<a><b></a></b>", undefined],
  ["<a><b>", undefined],
  ["no xml", undefined],
])("XML %j is %j", (body, written) => expect(write("application/soap+xml; charset=utf-8", body)).toBe(written));

test.each([
  ["82a26964cd0102a46c697374930102c0", { id: 258, list: [1, 2, null] }],
  ["83a16101a162c3a163cb3ff8000000000000", { a: 1, b: true, c: 1.5 }],
  ["c403010203", "\u0001\u0002\u0003"],
  ["c403fffefd", "//79"],
  ["d0ff", -1],
  ["e0", -32],
  ["d90161", "a"],
])("MessagePack %s is %j", (hex, value) => {
  expect(JSON.parse(write("application/x-msgpack", Buffer.from(hex, "hex")) ?? "null")).toEqual(value);
});

test.each([
  ["cfffffffffffffffff", "18446744073709551615"],
  ["d38000000000000000", "-9223372036854775808"],
  ["81a16ecf0020000000000001", '{\n  "n": 9007199254740993\n}'],
])("MessagePack %s has all digits of %s", (hex, text) => {
  expect(write("application/msgpack", Buffer.from(hex, "hex"))).toBe(text);
});

test("CBOR is JSON, too", () => {
  expect(write("application/cbor", Buffer.from("a26161016162820203", "hex"))).toBe(
    '{\n  "a": 1,\n  "b": [\n    2,\n    3\n  ]\n}',
  );
});

test("the placeholder for omitted bytes is not read as bytes", () => {
  expect(write("application/msgpack", "(bytes that hold REDACTED-password-1)")).toBeUndefined();
});

test.each(["82a2", "ddffffffff", "91".repeat(5000), "c1", "0102", ""])("%s is not MessagePack", (hex) => {
  expect(write("application/msgpack", Buffer.from(hex, "hex"))).toBeUndefined();
});

test("a message of Protocol Buffers is its fields", () => {
  expect(write("application/x-protobuf", Buffer.from("0896011203746561", "hex"))).toBe('1: 150\n2: "tea"');
});

test("no bytes throw an error, and a table of text has no line that the bytes created", () => {
  const types = [
    "multipart/form-data; boundary=b",
    "application/x-www-form-urlencoded",
    "text/csv",
    "text/xml",
    "application/msgpack",
  ];
  fc.assert(
    fc.property(
      fc.constantFrom(...types),
      fc.oneof(
        fc.uint8Array(),
        fc.string().map((text) => Buffer.from(`--b\r\n\r\n${text}\r\n--b`)),
      ),
      (type, bytes) => {
        const written = write(type, Buffer.from(bytes));
        expect(written === undefined || typeof written === "string").toBe(true);
      },
    ),
    { numRuns: runsOf(500) },
  );
});
