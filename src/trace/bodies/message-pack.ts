import {
  type ItemWriter,
  type WrittenItems,
  readNumber,
  writeBytes,
  writeItems,
  writeList,
  writeMap,
  writeNumber,
} from "./item-writer.ts";

/** MessagePack as JSON (github.com/msgpack/msgpack/blob/master/spec.md). */
export function writeMessagePack(bytes: Buffer, most = Number.POSITIVE_INFINITY): WrittenItems {
  return writeItems(bytes, writeItem, most);
}

function writeItem(writer: ItemWriter): boolean {
  const first = readNumber(writer, 1);
  if (first === undefined) return false;
  if (first < 0x80) return writeNumber(writer, first);
  if (first < 0x90) return writeMap(writer, writeItem, { count: first & 0x0f });
  if (first < 0xa0) return writeList(writer, writeItem, { count: first & 0x0f });
  if (first < 0xc0) return writeBytes(writer, first & 0x1f);
  if (first >= 0xe0) return writeNumber(writer, first - 0x1_00);
  const word = WORDS.get(first);
  if (word !== undefined) return writer.json.push(word) > 0;
  if (first >= 0xca && first <= 0xd3) return writeNumber(writer, readAny(writer, first));
  return writeSized(writer, first);
}

const WORDS: ReadonlyMap<number, string> = new Map([
  [0xc0, "null"],
  [0xc2, "false"],
  [0xc3, "true"],
]);

/** A float, an unsigned number, a signed one; of eight bytes, to the last digit. */
function readAny(writer: ItemWriter, first: number): number | bigint | undefined {
  const { bytes, at } = writer;
  const size = first === 0xca ? 4 : first === 0xcb ? 8 : 1 << ((first - 0xcc) & 3);
  const unsigned = readNumber(writer, size);
  if (unsigned === undefined) return undefined;
  if (first === 0xca) return bytes.readFloatBE(at);
  if (first === 0xcb) return bytes.readDoubleBE(at);
  if (size === 8) return first === 0xcf ? bytes.readBigUInt64BE(at) : bytes.readBigInt64BE(at);
  return first < 0xcf ? unsigned : bytes.readIntBE(at, size);
}

interface SizedKind {
  /** Bytes of its length. */
  readonly size: number;
  readonly kind: "bytes" | "extension" | "list" | "map";
}

const SIZED: ReadonlyMap<number, SizedKind> = new Map([
  [0xc4, { size: 1, kind: "bytes" }],
  [0xc5, { size: 2, kind: "bytes" }],
  [0xc6, { size: 4, kind: "bytes" }],
  [0xc7, { size: 1, kind: "extension" }],
  [0xc8, { size: 2, kind: "extension" }],
  [0xc9, { size: 4, kind: "extension" }],
  [0xd9, { size: 1, kind: "bytes" }],
  [0xda, { size: 2, kind: "bytes" }],
  [0xdb, { size: 4, kind: "bytes" }],
  [0xdc, { size: 2, kind: "list" }],
  [0xdd, { size: 4, kind: "list" }],
  [0xde, { size: 2, kind: "map" }],
  [0xdf, { size: 4, kind: "map" }],
]);

function writeSized(writer: ItemWriter, first: number): boolean {
  // An extension of 1, 2, 4, 8 or 16 bytes.
  if (first >= 0xd4 && first <= 0xd8) return writeExtension(writer, 1 << (first - 0xd4));
  const sized = SIZED.get(first);
  const count = sized && readNumber(writer, sized.size);
  if (sized === undefined || count === undefined) return false;
  if (sized.kind === "bytes") return writeBytes(writer, count);
  if (sized.kind === "extension") return writeExtension(writer, count);
  return (sized.kind === "list" ? writeList : writeMap)(writer, writeItem, { count });
}

/** Its type, one byte, is ignored here. */
function writeExtension(writer: ItemWriter, size: number): boolean {
  return readNumber(writer, 1) !== undefined && writeBytes(writer, size);
}
