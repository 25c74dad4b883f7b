/**
 * UTF-16 text with or without a byte order mark, as PowerShell redirects and Windows tools write it; undefined for other
 * bytes. Without a mark it is told by its NULs: every second byte of ASCII in UTF-16 is one.
 */
export function decodeUtf16(bytes: Buffer): string | undefined {
  const charset = charsetOf(bytes);
  if (charset === undefined) return undefined;
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Which UTF-16 bytes are, told by how they begin. */
export function charsetOf(bytes: Buffer): "utf-16le" | "utf-16be" | undefined {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  if (bytes.byteLength < 4 || bytes.byteLength % 2 !== 0 || !bytes.includes(0)) return undefined;
  const start = bytes.subarray(0, 64);
  const areAscii = (from: 0 | 1): boolean =>
    start.every((byte, index) => (index % 2 === from ? byte === 0 : byte > 0 && byte < 0x80));
  if (areAscii(1)) return "utf-16le";
  return areAscii(0) ? "utf-16be" : undefined;
}
