/**
 * A message of Protocol Buffers as text, by field numbers, as `protoc --decode_raw` writes it: the wire format contains neither names nor
 * types. Undefined if the bytes are no message. What may be text or a message is text if it can all be printed.
 */
export function writeProtobuf(bytes: Uint8Array): string | undefined {
  return writeFields(bytes, "", 0)?.join("\n");
}

/** Messages inside messages; what is deeper is shown as bytes. */
const DEEPEST = 50;

function writeFields(bytes: Uint8Array, indent: string, depth: number): string[] | undefined {
  const cursor: Cursor = { bytes, position: 0 };
  const lines: string[] = [];
  while (cursor.position < bytes.byteLength) {
    const written = writeField(cursor, indent, depth);
    if (written === undefined) return undefined;
    lines.push(...written);
  }
  return lines;
}

interface Cursor {
  readonly bytes: Uint8Array;
  position: number;
}

const WIRE = { varint: 0, fixed64: 1, length: 2, fixed32: 5 } as const;

function writeField(cursor: Cursor, indent: string, depth: number): readonly string[] | undefined {
  const key = readVarint(cursor);
  if (key === undefined || key >> 3n === 0n || key >> 3n > MOST_FIELDS) return undefined;
  const number = `${indent}${key >> 3n}`;
  switch (Number(key & 7n)) {
    case WIRE.varint: {
      const value = readVarint(cursor);
      return value === undefined ? undefined : [`${number}: ${value}`];
    }
    case WIRE.fixed64:
      return writeFixed(cursor, number, 8);
    case WIRE.fixed32:
      return writeFixed(cursor, number, 4);
    case WIRE.length: {
      const value = readBytes(cursor);
      return value === undefined ? undefined : writeValue(number, value, { indent, depth });
    }
    // Groups went out of use with proto2.
    default:
      return undefined;
  }
}

/** 2^29 - 1 */
const MOST_FIELDS = 536_870_911n;

function writeFixed(cursor: Cursor, number: string, size: number): readonly string[] | undefined {
  const value = take(cursor, size);
  return value && [`${number}: 0x${Buffer.from(value.toReversed()).toString("hex")}`];
}

function writeValue(
  number: string,
  value: Uint8Array,
  { indent, depth }: { readonly indent: string; readonly depth: number },
): readonly string[] {
  const text = readText(value);
  if (text !== undefined && !/\p{Cc}/u.test(text)) return [`${number}: ${JSON.stringify(text)}`];
  const fields = depth < DEEPEST ? writeFields(value, `${indent}  `, depth + 1) : undefined;
  if (fields !== undefined) return [`${number} {`, ...fields, `${indent}}`];
  if (text !== undefined && !text.includes("\0")) return [`${number}: ${JSON.stringify(text)}`];
  return [`${number}: (${value.byteLength} bytes) ${toHex(value)}`];
}

function readText(bytes: Uint8Array): string | undefined {
  try {
    return UTF8.decode(bytes);
  } catch {
    return undefined;
  }
}

const UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Bytes shown of a value. */
const SHOWN = 32;

function toHex(value: Uint8Array): string {
  const shown = Buffer.from(value.subarray(0, SHOWN))
    .toString("hex")
    .replaceAll(/..(?=.)/g, "$& ");
  return value.byteLength > SHOWN ? `${shown} …` : shown;
}

function readVarint(cursor: Cursor): bigint | undefined {
  let value = 0n;
  for (let shift = 0n; shift < 70n; shift += 7n) {
    const byte = cursor.bytes[cursor.position];
    if (byte === undefined) return undefined;
    cursor.position += 1;
    value |= BigInt(byte & 0x7f) << shift;
    if (byte < 0x80) return BigInt.asUintN(64, value);
  }
  return undefined;
}

function readBytes(cursor: Cursor): Uint8Array | undefined {
  const length = readVarint(cursor);
  return length === undefined || length > BigInt(cursor.bytes.byteLength) ? undefined : take(cursor, Number(length));
}

function take(cursor: Cursor, length: number): Uint8Array | undefined {
  const end = cursor.position + length;
  if (end > cursor.bytes.byteLength) return undefined;
  const value = cursor.bytes.subarray(cursor.position, end);
  cursor.position = end;
  return value;
}
