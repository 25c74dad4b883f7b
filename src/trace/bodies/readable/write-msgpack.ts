/** A value of MessagePack as JSON, laid out; undefined where the bytes are none. Bytes in it are hex, and so are extensions. */
export function writeMsgpack(bytes: Buffer): string | undefined {
  const cursor: Cursor = { bytes, at: 0, depth: 0 };
  try {
    const value = readValue(cursor);
    return cursor.at === bytes.length ? JSON.stringify(value, null, 2) : undefined;
  } catch {
    // It ended too early, or is nested without end.
    return undefined;
  }
}

interface Cursor {
  readonly bytes: Buffer;
  at: number;
  depth: number;
}

/** Of https://github.com/msgpack/msgpack/blob/master/spec.md: how many bytes a number has, or the length of what follows. */
const WIDTHS = [1, 2, 4, 8] as const;

function readValue(cursor: Cursor): unknown {
  const type = readNumber(cursor, 1);
  if (type <= 0x7f) return type;
  if (type <= 0x8f) return readMap(cursor, type & 0x0f);
  if (type <= 0x9f) return readList(cursor, type & 0x0f);
  if (type <= 0xbf) return take(cursor, type & 0x1f).toString("utf8");
  if (type >= 0xe0) return type - 0x100;
  if (type === 0xc0) return null;
  if (type === 0xc2 || type === 0xc3) return type === 0xc3;
  if (type >= 0xc4 && type <= 0xc6) return toHex(take(cursor, readNumber(cursor, widthOf(type - 0xc4))));
  if (type >= 0xc7 && type <= 0xc9) return toHex(take(cursor, readNumber(cursor, widthOf(type - 0xc7)) + 1));
  if (type === 0xca) return take(cursor, 4).readFloatBE();
  if (type === 0xcb) return take(cursor, 8).readDoubleBE();
  if (type >= 0xcc && type <= 0xcf) return readUnsigned(cursor, widthOf(type - 0xcc));
  if (type >= 0xd0 && type <= 0xd3) return readSigned(cursor, widthOf(type - 0xd0));
  if (type >= 0xd4 && type <= 0xd8) return toHex(take(cursor, 2 ** (type - 0xd4) + 1));
  if (type >= 0xd9 && type <= 0xdb) return take(cursor, readNumber(cursor, widthOf(type - 0xd9))).toString("utf8");
  if (type === 0xdc || type === 0xdd) return readList(cursor, readNumber(cursor, type === 0xdc ? 2 : 4));
  if (type === 0xde || type === 0xdf) return readMap(cursor, readNumber(cursor, type === 0xde ? 2 : 4));
  throw new RangeError("no type");
}

function widthOf(index: number): number {
  return WIDTHS[index] ?? 1;
}

function readNumber(cursor: Cursor, width: number): number {
  return take(cursor, width).readUIntBE(0, width);
}

function readUnsigned(cursor: Cursor, width: number): number | string {
  return width < 8 ? readNumber(cursor, width) : toExact(take(cursor, 8).readBigUInt64BE());
}

function readSigned(cursor: Cursor, width: number): number | string {
  return width < 8 ? take(cursor, width).readIntBE(0, width) : toExact(take(cursor, 8).readBigInt64BE());
}

/** JSON readers would round what is longer. */
function toExact(value: bigint): number | string {
  return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
}

function readList(cursor: Cursor, length: number): readonly unknown[] {
  return nested(cursor, length, () => Array.from({ length }, () => readValue(cursor)));
}

function readMap(cursor: Cursor, length: number): unknown {
  return nested(cursor, length, () =>
    Object.fromEntries(
      Array.from({ length }, () => {
        const name = readValue(cursor);
        return [typeof name === "string" ? name : JSON.stringify(name), readValue(cursor)] as const;
      }),
    ),
  );
}

const DEEPEST = 100;

/** A length that the rest cannot hold is none. */
function nested<T>(cursor: Cursor, length: number, read: () => T): T {
  if (length > cursor.bytes.length - cursor.at || cursor.depth >= DEEPEST) throw new RangeError("too much");
  cursor.depth += 1;
  const value = read();
  cursor.depth -= 1;
  return value;
}

function take(cursor: Cursor, length: number): Buffer {
  const end = cursor.at + length;
  if (end > cursor.bytes.length) throw new RangeError("the end");
  const taken = cursor.bytes.subarray(cursor.at, end);
  cursor.at = end;
  return taken;
}

function toHex(bytes: Buffer): string {
  return `0x${bytes.toString("hex")}`;
}
