import { byteAt } from "../sequence/byte-at.ts";
import { isAscii } from "./fields.ts";
import { type HeaderTable, type TableField, createHeaderTable, sizeOf } from "./header-table.ts";
import { decodeHuffman } from "./huffman.ts";

/** Decodes the header blocks of one direction of an HTTP/2 connection, in the order in which they come (RFC 7541). */
export interface HeaderDecoder {
  /** The fields of a block; undefined if it cannot be read, and then no later one can. */
  readonly decode: (block: Uint8Array) => DecodedBlock | undefined;
}

export interface DecodedBlock {
  /** Flat list name, value, …: Latin-1, a character a byte. */
  readonly fields: readonly string[];
  /** Whether no byte of them is beyond ASCII. */
  readonly isAscii: boolean;
  /** Whether fields past the limit were left out. */
  readonly isCut: boolean;
}

/**
 * A listener needs nothing of the connection's settings: an encoder that uses a smaller or a larger table announces it in a header block
 * (RFC 7541, section 4.2).
 */
export function createHeaderDecoder(): HeaderDecoder {
  const table = createHeaderTable();
  let isLost = false;
  return {
    decode: (block) => {
      const decoded = isLost ? undefined : decodeBlock(block, table);
      isLost = decoded === undefined;
      return decoded;
    },
  };
}

/** Bytes that the fields of a block may come to. A few bytes that refer to a long field a thousand times are no more. */
const LIST_LIMIT = 1 << 20;

/** Maximum bytes of a table; no known implementation requests more than 64 KiB. */
const TABLE_LIMIT = 1 << 24;

function decodeBlock(block: Uint8Array, table: HeaderTable): DecodedBlock | undefined {
  const cursor = { block, position: 0 };
  const fields: string[] = [];
  let isPlain = true;
  let listed = 0;
  while (cursor.position < block.byteLength) {
    const first = byteAt(block, cursor.position);
    if (first >> 5 === 1) {
      const size = readInteger(cursor, 5);
      if (size === undefined || size > TABLE_LIMIT) return undefined;
      table.resize(size);
      continue;
    }
    const field = readField(cursor, first, table);
    if (field === undefined) return undefined;
    listed += sizeOf(field);
    if (listed > LIST_LIMIT) continue;
    fields.push(field[0], field[1]);
    isPlain &&= field[2];
  }
  return { fields, isAscii: isPlain, isCut: listed > LIST_LIMIT };
}

interface Cursor {
  readonly block: Uint8Array;
  position: number;
}

function readField(cursor: Cursor, first: number, table: HeaderTable): TableField | undefined {
  if (first >= 0x80) {
    const index = readInteger(cursor, 7);
    return index === undefined ? undefined : table.get(index);
  }
  const isKept = first >= 0x40;
  const index = readInteger(cursor, isKept ? 6 : 4);
  if (index === undefined) return undefined;
  const name = index === 0 ? readString(cursor) : table.get(index)?.[0];
  const value = name === undefined ? undefined : readString(cursor);
  if (name === undefined || value === undefined) return undefined;
  const field: TableField = [name, value, isAscii(name) && isAscii(value)];
  if (isKept) table.add(field);
  return field;
}

/** RFC 7541, section 5.1; undefined if it breaks off, or is larger than any length or number can be. */
function readInteger(cursor: Cursor, prefixBits: number): number | undefined {
  const mask = (1 << prefixBits) - 1;
  let value = byteAt(cursor.block, cursor.position) & mask;
  cursor.position += 1;
  if (value < mask) return value;
  for (let shift = 0; shift <= 21; shift += 7) {
    const byte = cursor.block[cursor.position];
    if (byte === undefined) return undefined;
    cursor.position += 1;
    value += (byte & 0x7f) << shift;
    if (byte < 0x80) return value;
  }
  return undefined;
}

function readString(cursor: Cursor): string | undefined {
  const isHuffman = byteAt(cursor.block, cursor.position) >= 0x80;
  const length = readInteger(cursor, 7);
  if (length === undefined || cursor.position + length > cursor.block.byteLength) return undefined;
  const bytes = cursor.block.subarray(cursor.position, cursor.position + length);
  cursor.position += length;
  return isHuffman ? decodeHuffman(bytes) : Buffer.from(bytes.buffer, bytes.byteOffset, length).toString("latin1");
}
