import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { readBinaryDocument } from "../../../src/trace/bodies/binary-document.ts";
import { findOpaqueNotation } from "../../../src/trace/bodies/opaque-notation.ts";
import { runsOf } from "../../helpers/runs.ts";

const read = (hex: string, type: string): string | undefined => {
  const document = readBinaryDocument(Buffer.from(hex, "hex"), type);
  return document && `${document.json}${document.isWhole ? "" : " …"}`;
};

// RFC 8949, appendix A.
test.each([
  ["00", "0"],
  ["17", "23"],
  ["1818", "24"],
  ["1903e8", "1000"],
  ["1a000f4240", "1000000"],
  ["1b000000e8d4a51000", "1000000000000"],
  ["20", "-1"],
  ["3903e7", "-1000"],
  ["f90000", "0"],
  ["f93c00", "1"],
  ["f90001", "5.960464477539063e-8"],
  ["f9c400", "-4"],
  ["f97c00", "null"],
  ["fa47c35000", "100000"],
  ["fb3ff199999999999a", "1.1"],
  ["f4", "false"],
  ["f5", "true"],
  ["f6", "null"],
  ["f7", "null"],
  ["f820", "32"],
  ["c074323031332d30332d32315432303a30343a30305a", '"2013-03-21T20:04:00Z"'],
  ["d82076687474703a2f2f7777772e6578616d706c652e636f6d", '"http://www.example.com"'],
  ["4401020304", '"\\u0001\\u0002\\u0003\\u0004"'],
  ["41ff", '"/w=="'],
  ["62c3bc", '"ü"'],
  ["80", "[]"],
  ["8301820203820405", "[1,[2,3],[4,5]]"],
  ["a203040506", '{"3":4,"5":6}'],
  ["a26161016162820203", '{"a":1,"b":[2,3]}'],
  ["5f42616243636465ff", '"abcde"'],
  ["7f657374726561646d696e67ff", '"streaming"'],
  ["9f018202039f0405ffff", "[1,[2,3],[4,5]]"],
  ["bf61610161629f0203ffff", '{"a":1,"b":[2,3]}'],
  ["0102", "1\n2"],
  ["62c3", '" …'],
  ["1c", " …"],
  ["a1616163616263ff", '{"a":"abc"}\n …'],
])("CBOR %s", (hex, expected) => {
  expect(read(hex, "application/cbor")).toBe(expected);
});

// github.com/msgpack/msgpack/blob/master/spec.md
test.each([
  ["7f", "127"],
  ["ff", "-1"],
  ["c0", "null"],
  ["c2", "false"],
  ["c3", "true"],
  ["ccff", "255"],
  ["cdffff", "65535"],
  ["ceffffffff", "4294967295"],
  ["cf0000000100000000", "4294967296"],
  ["d0ff", "-1"],
  ["d1ff00", "-256"],
  ["d2ffff0000", "-65536"],
  ["d3ffffffff00000000", "-4294967296"],
  ["ca3fc00000", "1.5"],
  ["cb3ff8000000000000", "1.5"],
  ["a3616263", '"abc"'],
  ["d903616263", '"abc"'],
  ["da0003616263", '"abc"'],
  ["db00000003616263", '"abc"'],
  ["c403616263", '"abc"'],
  ["c403fffefd", '"//79"'],
  ["d6ff00000000", '"\\u0000\\u0000\\u0000\\u0000"'],
  ["c70301616263", '"abc"'],
  ["92c301", "[true,1]"],
  ["dc000201a0", '[1,""]'],
  ["82a16101a16202", '{"a":1,"b":2}'],
  ["de0001a161c0", '{"a":null}'],
  ["8101a161", '{"1":"a"}'],
  ["c1", " …"],
  ["82a161a5616263", '{"a":"abc …'],
])("MessagePack %s", (hex, expected) => {
  expect(read(hex, "application/x-msgpack")).toBe(expected);
});

describe("data without a media type", () => {
  test("is read if all of it is one object or a list of them", () => {
    expect(read("81a875736572206e616d", "")).toBeUndefined();
    expect(read("81a475736572a36a6f65", "")).toBe('{"user":"joe"}');
    expect(read("a16475736572636a6f65", "application/octet-stream")).toBe('{"user":"joe"}');
    expect(read("a16475736572636a6f6500", "application/octet-stream")).toBeUndefined();
  });

  test("is bounded however deeply it is nested, and whatever length it states", () => {
    expect(read("91".repeat(100_000), "application/msgpack")).toMatch(/ …$/);
    expect(read("c1".repeat(100_000), "application/cbor")).toMatch(/ …$/);
    expect(read("ddffffffff", "application/msgpack")).toBe("[ …");
    expect(read("bbffffffffffffffff", "application/cbor")).toBe("{ …");
    expect(read("7fff".repeat(3), "application/cbor")).toBe('""\n""\n""');
  });
});

test("the private part of a COSE key has the name that JWK gives it", () => {
  expect(read("a2010223434b6579", "application/cose-key")).toBe('{"kty":"2","d":"Key"}');
  expect(read("a2010420434b6579", "application/cose-key")).toBe('{"kty":"4","k":"Key"}');
});

test.each([
  ["BSON", "application/bson", "00"],
  ["BSON", "", "160000000268656c6c6f0006000000776f726c640000"],
  ["Avro", "avro/binary", "00"],
  ["Avro", "application/octet-stream", "4f626a0104166176"],
  ["serialized Java", "", "aced000573720011"],
  [undefined, "image/png", "89504e470d0a1a0a"],
  [undefined, "", "160000000068656c6c6f0006000000776f726c640000"],
])("%s, %s", (expected, type, hex) => {
  expect(findOpaqueNotation(Buffer.from(hex, "hex"), type)).toBe(expected);
});

test.each(["application/cbor", "application/msgpack", ""])("other data is read as far as possible: %j", (type) => {
  // Lengths of eight bytes and more, in pieces, and a break code where none is allowed.
  const loud = fc.constantFrom(0x5c, 0x5f, 0x7c, 0x7f, 0x9f, 0xbf, 0xd8, 0xdf, 0xfb, 0xff);
  const bytes = fc.array(fc.oneof(fc.integer({ min: 0, max: 255 }), loud), { maxLength: 40 });
  fc.assert(
    fc.property(bytes, (any) => {
      const { json, isWhole } = readBinaryDocument(Buffer.from(any), type) ?? { json: "", isWhole: false };
      if (isWhole && json !== "") for (const line of json.split("\n")) JSON.parse(line);
    }),
    { numRuns: runsOf(3000), examples: [[[0x7f, 0x7c, ...Buffer.alloc(20)]]] },
  );
});

test("bytes that are many small numbers, and no object, are not read to their end", () => {
  const bytes = Buffer.alloc(1 << 20, 1);
  let reads = 0;
  bytes.readUIntBE = (at: number, size: number) => {
    reads += 1;
    return Buffer.prototype.readUIntBE.call(bytes, at, size);
  };
  expect(readBinaryDocument(bytes, "application/octet-stream")).toBeUndefined();
  expect(reads).toBe(2);
});
