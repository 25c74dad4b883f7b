import { decodeBytes, isAscii } from "../../wire/fields.ts";

/**
 * HTTP/1.1 fields, copied on arrival, because the program may modify its own; they are read later, when there is time. First the number of
 * names and values, then the offset and length of each, 16 bits each, then their bytes.
 */
export type CopiedFields = Uint8Array;

/** Undefined if they are not bytes of one piece in their order, as undici mostly has them. */
export function copyFields(raw: unknown): CopiedFields | undefined {
  if (!Array.isArray(raw) || raw.length === 0) return undefined;
  const fields = raw as readonly unknown[];
  const [first, last] = [fields[0], fields.at(-1)];
  if (!(first instanceof Uint8Array) || !(last instanceof Uint8Array) || first.buffer !== last.buffer) return undefined;
  const start = first.byteOffset;
  const length = last.byteOffset + last.byteLength - start;
  if (length < 0 || length > LONGEST) return undefined;
  const bytesStart = 2 + 4 * fields.length;
  const block = Buffer.allocUnsafe(bytesStart + length);
  write16(block, 0, fields.length);
  let end = start;
  let at = 2;
  for (const field of fields) {
    if (!(field instanceof Uint8Array) || field.byteOffset < end || field.buffer !== first.buffer) return undefined;
    write16(block, at, field.byteOffset - start);
    write16(block, at + 2, field.byteLength);
    at += 4;
    end = field.byteOffset + field.byteLength;
  }
  if (end - start !== length) return undefined;
  block.set(new Uint8Array(first.buffer, start, length), bytesStart);
  return block;
}

/** Bytes; undici's own limit for a head is a quarter of it. */
const LONGEST = 65_535;

/** A flat list name, value, … */
export function readCopied(block: CopiedFields): string[] {
  const fields: string[] = [];
  const count = read16(block, 0);
  const start = 2 + 4 * count;
  const bytes = Buffer.from(block.buffer, block.byteOffset + start, block.byteLength - start);
  const text = bytes.toString("latin1");
  for (let index = 0; index < count; index += 1) {
    const from = read16(block, 2 + 4 * index);
    const to = from + read16(block, 4 + 4 * index);
    // A substring keeps its whole text in memory as long as it is referenced.
    fields.push(text.length > LONGEST_SHARED ? bytes.toString("latin1", from, to) : text.slice(from, to));
  }
  return isAscii(text) ? fields : fields.map(decodeBytes);
}

/** Characters. */
const LONGEST_SHARED = 4096;

/** The media type among them, without reading the others; "" if there is none. */
export function copiedType(block: CopiedFields): string {
  for (let index = 0; index < read16(block, 0); index += 2) {
    if (read16(block, 4 + 4 * index) === TYPE.length && fieldAt(block, index).toLowerCase() === TYPE)
      return fieldAt(block, index + 1);
  }
  return "";
}

const TYPE = "content-type";

function fieldAt(block: CopiedFields, index: number): string {
  const start = 2 + 4 * read16(block, 0) + read16(block, 2 + 4 * index);
  return Buffer.from(block.buffer, block.byteOffset + start, read16(block, 4 + 4 * index)).toString("latin1");
}

function write16(block: Uint8Array, at: number, value: number): void {
  block[at] = value & 255;
  block[at + 1] = value >>> 8;
}

function read16(block: Uint8Array, at: number): number {
  return (block[at] ?? 0) | ((block[at + 1] ?? 0) << 8);
}
