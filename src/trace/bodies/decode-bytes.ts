import { isUtf8 } from "node:buffer";
import { brotliDecompressSync, gunzipSync, inflateSync, zstdDecompressSync } from "node:zlib";

/** The text that bytes are, and how it was found. */
export interface DecodedBytes {
  readonly text: string;
  /** Whether they were compressed, although nothing said so. */
  readonly isPacked: boolean;
}

/**
 * The text of bytes without a stated encoding: UTF-8, UTF-16 with or without its mark, compressed once or a few times. Undefined for other
 * bytes. NULs that separate texts (RFC 4616) become line ends.
 */
export function decodeBytes(bytes: Buffer): DecodedBytes | undefined {
  const plain = unpackBytes(bytes);
  const text = toText(plain);
  return text === undefined ? undefined : { text, isPacked: plain !== bytes };
}

/** Bytes as they were before they were compressed, once or a few times; the same where they are not. */
export function unpackBytes(bytes: Buffer): Buffer {
  let plain = bytes;
  for (let depth = 0; depth < DEEPEST; depth += 1) plain = unpack(plain) ?? plain;
  return plain;
}

const DEEPEST = 3;

/** Bytes of a text that is packed; a longer one is not looked into. */
const LONGEST = 1 << 24;

function unpack(bytes: Buffer): Buffer | undefined {
  const unpackOne = unpackerOf(bytes);
  if (unpackOne === undefined) return undefined;
  try {
    return unpackOne(bytes, { maxOutputLength: LONGEST });
  } catch {
    // Cut, too long, or not what it begins like.
    return undefined;
  }
}

type Unpacker = (bytes: Buffer, options: { readonly maxOutputLength: number }) => Buffer;

/** By how gzip, zlib and zstd begin. */
function unpackerOf(bytes: Buffer): Unpacker | undefined {
  const [first = 0, second = 0, third = 0] = bytes;
  if (first === 0x1f && second === 0x8b) return gunzipSync;
  if (first === 0x28 && second === 0xb5 && third === 0x2f) return zstdDecompressSync;
  return (first & 0x0f) === 8 && first >> 4 <= 7 && ((first << 8) | second) % 31 === 0 ? inflateSync : undefined;
}

/** The text of brotli, which begins like nothing else; undefined for other bytes. */
export function decodeBrotli(bytes: Buffer): string | undefined {
  try {
    return toText(brotliDecompressSync(bytes, { maxOutputLength: LONGEST }));
  } catch {
    return undefined;
  }
}

function toText(bytes: Buffer): string | undefined {
  const wide = readWide(bytes);
  if (wide !== undefined) return wide;
  if (!isUtf8(bytes)) return undefined;
  const text = bytes.toString();
  if (!CONTROLS.test(text)) return text;
  // A few zeros, and nothing else that is no text.
  const apart = text.replaceAll("\0", "\n");
  return bytes.length < LONGEST_APART && !CONTROLS.test(apart) ? apart : undefined;
}

/** Bytes. */
const LONGEST_APART = 2048;

/** What no text contains: control characters except white space, and the replacement character. */
// oxlint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u0008\u000E-\u001A\u001C-\u001F\u007F]/;

/** UTF-16 of letters that Latin has, by its mark or by its zeros. */
function readWide(bytes: Buffer): string | undefined {
  if (bytes.length < 4 || bytes.length % 2 === 1) return undefined;
  const order = orderOf(bytes);
  if (order === undefined) return undefined;
  const little = order === "little" ? bytes : Buffer.from(bytes).swap16();
  const text = little.toString("utf16le").replace(/^\uFEFF/, "");
  return CONTROLS.test(text) ? undefined : text;
}

function orderOf(bytes: Buffer): "little" | "big" | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "little";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "big";
  const looked = bytes.subarray(0, LOOKED_AT);
  let [even, odd] = [0, 0];
  for (let index = 0; index + 1 < looked.length; index += 2) {
    if (looked[index] === 0) even += 1;
    if (looked[index + 1] === 0) odd += 1;
  }
  if (odd * 3 > looked.length && even === 0) return "little";
  return even * 3 > looked.length && odd === 0 ? "big" : undefined;
}

/** Bytes. */
const LOOKED_AT = 1000;
