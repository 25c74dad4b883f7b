import type { MessageField, MessageType } from "./message-types.ts";
import { type Cursor, readText, readVarint, writeBytes, writeScalars } from "./protobuf-scalars.ts";

/**
 * A message of Protocol Buffers as text. With its type, as `protoc --decode` writes it: by names. Without, by field numbers, as `protoc
 * --decode_raw` does: the wire format contains neither names nor types. Undefined if the bytes are no message. What may be text or a message
 * is text if it can all be printed, unless the type says otherwise.
 */
export function writeProtobuf(bytes: Uint8Array, type?: MessageType): string | undefined {
  return writeFields(bytes, { indent: "", depth: 0, type })?.join("\n");
}

/** Messages inside messages; what is deeper is shown as bytes. */
const DEEPEST = 50;

/** The position of a field. */
interface Place {
  readonly indent: string;
  readonly depth: number;
  /** Type of the message that it belongs to; undefined if it is not known. */
  readonly type: MessageType | undefined;
  /** Whether that message has the name of a secret: the `value` in it is one. */
  readonly isSecret?: boolean | undefined;
}

function writeFields(bytes: Uint8Array, place: Place): string[] | undefined {
  const cursor: Cursor = { bytes, position: 0 };
  const lines: string[] = [];
  while (cursor.position < bytes.byteLength) {
    const written = writeField(cursor, place);
    if (written === undefined) return undefined;
    lines.push(...written);
  }
  return lines;
}

const WIRE = { varint: 0, fixed64: 1, length: 2, fixed32: 5 } as const;

/** A field as its type says; as the wire has it if there is no type, or if the value does not fit it. */
function writeField(cursor: Cursor, place: Place): readonly string[] | undefined {
  const key = readVarint(cursor);
  if (key === undefined || key >> 3n === 0n || key >> 3n > MOST_FIELDS) return undefined;
  const wire = Number(key & 7n);
  const value = readValue(cursor, wire);
  if (value === undefined) return undefined;
  const field = place.type?.fields.get(Number(key >> 3n));
  const named = field && writeNamed(field, { wire, bytes: value }, place);
  if (named !== undefined) return named;
  const number = `${place.indent}${key >> 3n}`;
  if (wire === WIRE.length) return writeUntyped(number, value, place);
  if (wire === WIRE.varint) return [`${number}: ${readVarint({ bytes: value, position: 0 })}`];
  return [`${number}: 0x${Buffer.from(value.toReversed()).toString("hex")}`];
}

/** The bytes of a value, without its length. */
function readValue(cursor: Cursor, wire: number): Uint8Array | undefined {
  const { position } = cursor;
  switch (wire) {
    case WIRE.varint:
      return readVarint(cursor) === undefined ? undefined : cursor.bytes.subarray(position, cursor.position);
    case WIRE.fixed64:
      return take(cursor, 8);
    case WIRE.fixed32:
      return take(cursor, 4);
    case WIRE.length:
      return readBytes(cursor);
    // Groups went out of use with proto2.
    default:
      return undefined;
  }
}

interface WireValue {
  readonly wire: number;
  readonly bytes: Uint8Array;
}

/** Undefined if the value is not of the field's type. */
function writeNamed(field: MessageField, { wire, bytes }: WireValue, place: Place): readonly string[] | undefined {
  const { name, message, isSecret } = field;
  const label = `${place.indent}${name}`;
  if (message === undefined) {
    const mask = isSecret === true || (place.isSecret === true && name === "value") ? maskSecret : String;
    return writeScalars(field, wire, bytes)?.map((value) => `${label}: ${mask(value)}`);
  }
  if (wire !== WIRE.length || place.depth >= DEEPEST) return undefined;
  return writeMessage(label, bytes, { ...place, type: message(), isSecret });
}

/** The recorder did not know the name of the field, so that it left the value. That there is one may be shown, and an alias. */
function maskSecret(value: string): string {
  return /^(?:""|true|false|"REDACTED-.*")$/.test(value) ? value : '"***"';
}

function writeMessage(label: string, bytes: Uint8Array, place: Place): readonly string[] | undefined {
  const { indent, depth } = place;
  const fields =
    depth < DEEPEST ? writeFields(bytes, { ...place, indent: `${indent}  `, depth: depth + 1 }) : undefined;
  return fields && [`${label} {`, ...fields, `${indent}}`];
}

/** 2^29 - 1 */
const MOST_FIELDS = 536_870_911n;

function writeUntyped(number: string, value: Uint8Array, place: Place): readonly string[] {
  const text = readText(value);
  if (text !== undefined && !/\p{Cc}/u.test(text)) return [`${number}: ${JSON.stringify(text)}`];
  const fields = writeMessage(number, value, { ...place, type: undefined });
  if (fields !== undefined) return fields;
  if (text !== undefined && !text.includes("\0")) return [`${number}: ${JSON.stringify(text)}`];
  return [`${number}: ${writeBytes(value)}`];
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
