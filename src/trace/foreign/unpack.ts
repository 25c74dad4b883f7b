import { decodeText } from "../bodies/charset.ts";
import { decodeContent } from "../bodies/content-encoding.ts";

/**
 * Removes the compression that bytes still have, recognized by their first bytes; brotli, which has no signature, by the header if the
 * result is text. Undefined for bytes that are not compressed.
 */
export function unpack(bytes: Buffer, coding: string, mimeType: string): Buffer | undefined {
  let unpacked: Buffer | undefined;
  for (let round = 0; round < DEEPEST; round++) {
    const next = unpackOnce(unpacked ?? bytes, coding, mimeType);
    if (next === undefined) break;
    unpacked = next;
  }
  return unpacked;
}

export function isCompressed(bytes: Buffer): boolean {
  return codingOf(bytes) !== undefined;
}

/** `Content-Encoding: gzip, gzip` does occur; more than three is an attack. */
const DEEPEST = 3;

/** Nothing in a HAR file is longer, and a few bytes can unpack to gigabytes. */
const LONGEST = 2 ** 26;

function unpackOnce(bytes: Buffer, coding: string, mimeType: string): Buffer | undefined {
  const found = codingOf(bytes);
  const isBrotli = found === undefined && /\bbr\b/i.test(coding) && decodeText(bytes, mimeType, false) === undefined;
  if (found === undefined && !isBrotli) return undefined;
  const { bytes: unpacked } = decodeContent(bytes, found ?? "br", LONGEST);
  if (unpacked === bytes || unpacked.byteLength === 0) return undefined;
  return isBrotli && decodeText(unpacked, mimeType, false) === undefined ? undefined : unpacked;
}

function codingOf(bytes: Buffer): "gzip" | "zstd" | "deflate" | undefined {
  const [first = 0, second = 0, third] = bytes;
  if (first === 0x1f && second === 0x8b && third === 8) return "gzip";
  if (bytes.byteLength >= 4 && bytes.readUInt32LE(0) === ZSTD) return "zstd";
  // The wrapper of zlib (RFC 1950, section 2.2): method 8 in a window of 32 KB, and a checksum.
  return first === 0x78 && ((first << 8) | second) % 31 === 0 ? "deflate" : undefined;
}

/** RFC 8878, section 3.1.1 */
const ZSTD = 0xfd2fb528;
