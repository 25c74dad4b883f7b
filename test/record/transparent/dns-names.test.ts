import * as fc from "fast-check";
import { expect, test } from "vitest";

import { readDnsAnswer } from "../../../src/record/transparent/dns-names.ts";

const name = (...labels: readonly string[]): Buffer =>
  Buffer.concat([...labels.map((label) => Buffer.from([label.length, ...Buffer.from(label)])), Buffer.of(0)]);

/** A record of the requested name. */
const aRecord = (type: number, data: Buffer): Buffer =>
  Buffer.concat([Buffer.of(0xc0, 12, 0, type, 0, 1, 0, 0, 0, 60, 0, data.length), data]);

function anAnswer(records: readonly Buffer[], flags = 0x81): Buffer {
  const head = Buffer.of(0xab, 0xcd, flags, 0x80, 0, 1, 0, records.length, 0, 0, 0, 0);
  return Buffer.concat([head, name("API", "example"), Buffer.of(0, 1, 0, 1), ...records]);
}

test("the addresses of a name, after another name that it is an alias of", () => {
  const alias = aRecord(5, name("edge", "example"));
  const v4 = Buffer.concat([name("edge", "example"), Buffer.of(0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 203, 0, 113, 7)]);
  const v6 = aRecord(28, Buffer.from("20010db8000000000000000000000001", "hex"));
  expect(readDnsAnswer(anAnswer([alias, v4, v6]))).toEqual({
    name: "api.example",
    addresses: ["203.0.113.7", "2001:db8::1"],
  });
});

test("a response without addresses, a query, and a broken packet", () => {
  expect(readDnsAnswer(anAnswer([]))).toEqual({ name: "api.example", addresses: [] });
  expect(readDnsAnswer(anAnswer([], 0x01))).toBeUndefined();
  expect(readDnsAnswer(anAnswer([aRecord(1, Buffer.of(1, 2, 3, 4))]).subarray(0, -2))?.addresses).toEqual([]);
});

test("no bytes throw an error", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => void readDnsAnswer(Buffer.from(bytes))));
});
