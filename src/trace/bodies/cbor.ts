import { byteAt } from "../../sequence/byte-at.ts";
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

/** CBOR as JSON (RFC 8949), and sequences of it (RFC 8742). Tags are passed over. */
export function writeCbor(bytes: Buffer, most = Number.POSITIVE_INFINITY): WrittenItems {
  return writeItems(bytes, writeItem, most);
}

function writeItem(writer: ItemWriter): boolean {
  const first = readNumber(writer, 1);
  if (first === undefined) return false;
  const major = first >> 5;
  const short = first & 31;
  if (major === 7) return writeSimple(writer, short);
  // No length: a mark ends it.
  if (short === 31) return writeOpen(writer, major);
  const argument = readArgument(writer, short);
  if (argument === undefined) return false;
  switch (major) {
    case 0:
      return writeNumber(writer, argument);
    case 1:
      return writeNumber(writer, -1 - argument);
    case 4:
      return writeList(writer, writeItem, { count: argument });
    case 5:
      return writeMap(writer, writeItem, { count: argument });
    case 6:
      return writeTagged(writer);
    default:
      return writeBytes(writer, argument);
  }
}

/** A short number as it is, or how many bytes the number takes that follows. */
function readArgument(writer: ItemWriter, short: number): number | undefined {
  if (short < 24) return short;
  return short < 28 ? readNumber(writer, 1 << (short - 24)) : undefined;
}

const BREAK = 0xff;

function takeBreak(writer: ItemWriter): boolean {
  const isBreak = writer.bytes[writer.at] === BREAK;
  if (isBreak) writer.at += 1;
  return isBreak;
}

function writeOpen(writer: ItemWriter, major: number): boolean {
  if (major === 4) return writeList(writer, writeItem, { count: undefined, isEnd: takeBreak });
  if (major === 5) return writeMap(writer, writeItem, { count: undefined, isEnd: takeBreak });
  return (major === 2 || major === 3) && writeChunks(writer, major);
}

/** Text or bytes in pieces, each with its length. */
function writeChunks(writer: ItemWriter, major: number): boolean {
  const chunks: Buffer[] = [];
  let isWhole = true;
  while (isWhole && !takeBreak(writer)) {
    const first = readNumber(writer, 1) ?? BREAK;
    const size = first >> 5 === major ? readArgument(writer, first & 31) : undefined;
    if (size === undefined) return false;
    isWhole = writer.at + size <= writer.bytes.byteLength;
    chunks.push(writer.bytes.subarray(writer.at, writer.at + size));
    writer.at = Math.min(writer.at + size, writer.bytes.byteLength);
  }
  const bytes = Buffer.concat(chunks);
  const inner: ItemWriter = { bytes, at: 0, json: writer.json, depth: 0 };
  return writeBytes(inner, isWhole ? bytes.byteLength : bytes.byteLength + 1);
}

/** Tags in tags are counted: each is a call. */
function writeTagged(writer: ItemWriter): boolean {
  if (writer.depth >= DEEPEST_TAG) return false;
  writer.depth += 1;
  const isWhole = writeItem(writer);
  writer.depth -= 1;
  return isWhole;
}

const DEEPEST_TAG = 100;

function writeSimple(writer: ItemWriter, short: number): boolean {
  const word = WORDS.get(short);
  if (word !== undefined) return writer.json.push(word) > 0;
  const { bytes, at } = writer;
  const size = short === 24 ? 1 : short >= 25 && short <= 27 ? 1 << (short - 24) : undefined;
  if (size === undefined || readNumber(writer, size) === undefined) return false;
  if (size === 1) return writeNumber(writer, byteAt(bytes, at));
  return writeNumber(
    writer,
    size === 2 ? readHalf(bytes, at) : size === 4 ? bytes.readFloatBE(at) : bytes.readDoubleBE(at),
  );
}

const WORDS: ReadonlyMap<number, string> = new Map([
  [20, "false"],
  [21, "true"],
  [22, "null"],
  [23, "null"],
]);

/** A float of sixteen bits (RFC 8949, appendix D). */
function readHalf(bytes: Buffer, at: number): number {
  const half = bytes.readUInt16BE(at);
  const exponent = (half >> 10) & 31;
  const mantissa = half & 0x3_ff;
  const size =
    exponent === 0
      ? mantissa * 2 ** -24
      : exponent === 31
        ? Number.POSITIVE_INFINITY
        : (mantissa + 1024) * 2 ** (exponent - 25);
  return half & 0x80_00 ? -size : size;
}
