import { isUtf8 } from "node:buffer";

/** Converts a binary notation with the same kinds of values to JSON, item by item, as far as its bytes go. */
export interface ItemWriter {
  readonly bytes: Buffer;
  /** Offset of the next byte. */
  at: number;
  /** JSON so far, in pieces. */
  readonly json: string[];
  depth: number;
}

/** Reads one item. False where the bytes break off or are none of the notation; what came before stays in `json`. */
export type WriteItem = (writer: ItemWriter) => boolean;

/** What bytes hold, as JSON. */
export interface WrittenItems {
  /** One JSON text a line. */
  readonly json: string;
  /** Whether it is all, and no byte was left. */
  readonly isWhole: boolean;
  /** Items one after the other. */
  readonly count: number;
}

/** @param most items after which no more is read: nearly all bytes are many small numbers in these notations, and a mebibyte takes seconds */
export function writeItems(bytes: Buffer, writeItem: WriteItem, most: number): WrittenItems {
  const writer: ItemWriter = { bytes, at: 0, json: [], depth: 0 };
  let count = 0;
  for (; writer.at < bytes.byteLength && count < most; count += 1) {
    if (count > 0) writer.json.push("\n");
    if (!writeItem(writer)) return { json: writer.json.join(""), isWhole: false, count };
  }
  return { json: writer.json.join(""), isWhole: writer.at === bytes.byteLength, count };
}

/** @param count undefined if a mark ends the list, which `isEnd` takes */
export function writeList(
  writer: ItemWriter,
  writeItem: WriteItem,
  { count, isEnd }: { readonly count: number | undefined; readonly isEnd?: (writer: ItemWriter) => boolean },
): boolean {
  return writeNested(writer, "[]", (index) => {
    if (index === count || isEnd?.(writer) === true) return "end";
    if (index > 0) writer.json.push(",");
    return writeItem(writer);
  });
}

/** The same for pairs of a name and a value. */
export function writeMap(
  writer: ItemWriter,
  writeItem: WriteItem,
  { count, isEnd }: { readonly count: number | undefined; readonly isEnd?: (writer: ItemWriter) => boolean },
): boolean {
  return writeNested(writer, "{}", (index) => {
    if (index === count || isEnd?.(writer) === true) return "end";
    if (index > 0) writer.json.push(",");
    const start = writer.json.length;
    if (!writeItem(writer)) return false;
    const name = writer.json.splice(start).join("");
    // Numbers may be names, as in COSE (RFC 9052), and lists.
    writer.json.push(name.startsWith('"') ? name : JSON.stringify(name), ":");
    return writeItem(writer);
  });
}

function writeNested(writer: ItemWriter, brackets: string, writeOne: (index: number) => boolean | "end"): boolean {
  if (writer.depth >= DEEPEST) return false;
  writer.depth += 1;
  writer.json.push(brackets.charAt(0));
  for (let index = 0; ; index += 1) {
    const written = writeOne(index);
    if (written === false) return false;
    if (written === "end") break;
  }
  writer.json.push(brackets.charAt(1));
  writer.depth -= 1;
  return true;
}

const DEEPEST = 100;

/** Text, or bytes in base64 where they are none. */
export function writeBytes(writer: ItemWriter, size: number): boolean {
  const end = writer.at + size;
  const bytes = writer.bytes.subarray(writer.at, end);
  writer.at = Math.min(end, writer.bytes.byteLength);
  if (end > writer.bytes.byteLength) {
    // It may end within a character.
    writer.json.push(JSON.stringify(bytes.toString().replace(/\uFFFD$/, "")).slice(0, -1));
    return false;
  }
  writer.json.push(JSON.stringify(isUtf8(bytes) ? bytes.toString() : bytes.toString("base64")));
  return true;
}

/** The unsigned number in some bytes; undefined if they are missing. */
export function readNumber(writer: ItemWriter, size: number): number | undefined {
  const { bytes, at } = writer;
  if (at + size > bytes.byteLength) return undefined;
  writer.at += size;
  return size === 8 ? Number(bytes.readBigUInt64BE(at)) : size === 0 ? 0 : bytes.readUIntBE(at, size);
}

/** Numbers that JSON cannot express become null. */
export function writeNumber(writer: ItemWriter, value: number | bigint | undefined): boolean {
  if (value === undefined) return false;
  writer.json.push(typeof value === "bigint" ? String(value) : JSON.stringify(value));
  return true;
}
