import type { MessageField } from "./message-types.ts";

/** Bytes that are being read. */
export interface Cursor {
  readonly bytes: Uint8Array;
  position: number;
}

interface Scalar {
  /** Wire type of a single value. */
  readonly wire: number;
  readonly write: (cursor: Cursor, field: MessageField) => string | undefined;
}

/** The scalar types of Protocol Buffers; each value is written as `protoc --decode` writes it. */
const SCALARS: Readonly<Record<string, Scalar>> = {
  bool: ofVarint((value) => String(value !== 0n)),
  int32: ofVarint((value) => String(BigInt.asIntN(32, value))),
  int64: ofVarint((value) => String(BigInt.asIntN(64, value))),
  uint32: ofVarint((value) => String(BigInt.asUintN(32, value))),
  uint64: ofVarint(String),
  sint32: ofVarint((value) => String(fromZigzag(BigInt.asUintN(32, value)))),
  sint64: ofVarint((value) => String(fromZigzag(value))),
  enum: ofVarint((value, { values }) => {
    const number = BigInt.asIntN(32, value);
    return values?.get(Number(number)) ?? String(number);
  }),
  fixed32: ofFixed(4, (view) => String(view.getUint32(0, true))),
  sfixed32: ofFixed(4, (view) => String(view.getInt32(0, true))),
  // The shortest number that is the same 32 bits.
  float: ofFixed(4, (view) => String(Number(view.getFloat32(0, true).toPrecision(7)))),
  fixed64: ofFixed(8, (view) => String(view.getBigUint64(0, true))),
  sfixed64: ofFixed(8, (view) => String(view.getBigInt64(0, true))),
  double: ofFixed(8, (view) => String(view.getFloat64(0, true))),
};

const LENGTH = 2;

/**
 * The values of a field: one, or any number that are packed together. Undefined if the bytes are not of the field's type.
 *
 * @param wire their wire type
 */
export function writeScalars(field: MessageField, wire: number, bytes: Uint8Array): readonly string[] | undefined {
  if (field.type === "string" || field.type === "bytes")
    return wire === LENGTH ? [writeText(field.type, bytes)] : undefined;
  const scalar = SCALARS[field.type];
  const isPacked = wire === LENGTH && field.isList === true;
  if (scalar === undefined || (wire !== scalar.wire && !isPacked)) return undefined;
  const cursor: Cursor = { bytes, position: 0 };
  const values: string[] = [];
  while (cursor.position < bytes.byteLength) {
    const value = scalar.write(cursor, field);
    if (value === undefined) return undefined;
    values.push(value);
  }
  return values;
}

function writeText(type: "string" | "bytes", bytes: Uint8Array): string {
  const text = readText(bytes);
  const isText = text !== undefined && (type === "string" || !/\p{Cc}/u.test(text));
  return isText ? JSON.stringify(text) : writeBytes(bytes);
}

function ofVarint(write: (value: bigint, field: MessageField) => string): Scalar {
  return {
    wire: 0,
    write: (cursor, field) => {
      const value = readVarint(cursor);
      return value === undefined ? undefined : write(value, field);
    },
  };
}

function ofFixed(size: 4 | 8, write: (view: DataView) => string): Scalar {
  return {
    wire: size === 4 ? 5 : 1,
    write: (cursor) => {
      const { bytes, position } = cursor;
      if (position + size > bytes.byteLength) return undefined;
      cursor.position += size;
      return write(new DataView(bytes.buffer, bytes.byteOffset + position, size));
    },
  };
}

function fromZigzag(value: bigint): bigint {
  return (value >> 1n) ^ -(value & 1n);
}

/** Undefined if the bytes are no UTF-8. */
export function readText(bytes: Uint8Array): string | undefined {
  try {
    return UTF8.decode(bytes);
  } catch {
    return undefined;
  }
}

const UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Bytes shown of a value. */
const SHOWN = 32;

/** In hexadecimal digits, with their number. */
export function writeBytes(value: Uint8Array): string {
  const shown = Buffer.from(value.subarray(0, SHOWN))
    .toString("hex")
    .replaceAll(/..(?=.)/g, "$& ");
  return `(${value.byteLength} bytes) ${shown}${value.byteLength > SHOWN ? " …" : ""}`;
}

/** As an unsigned number of 64 bits; undefined if its end is missing. */
export function readVarint(cursor: Cursor): bigint | undefined {
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
