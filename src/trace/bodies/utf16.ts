/**
 * UTF-16 text with or without a byte order mark, as PowerShell redirects and Windows tools write it; undefined for other bytes, which half of a character
 * is if `fatal`. Without a
 * mark it is recognized by its NULs: in ASCII text, every second byte of UTF-16 is NUL.
 */
export function decodeUtf16(bytes: Buffer, { fatal } = { fatal: true }): string | undefined {
  const charset = charsetOf(bytes);
  if (charset === undefined) return undefined;
  try {
    return new TextDecoder(charset, { fatal }).decode(bytes.subarray(0, endOfWhole(bytes, charset)));
  } catch {
    return undefined;
  }
}

/** Of a text that was cut, half a unit may be left, and the first of the two units of a character. */
function endOfWhole(bytes: Buffer, charset: "utf-16le" | "utf-16be"): number {
  const end = bytes.byteLength & ~1;
  const high = bytes[end - (charset === "utf-16le" ? 1 : 2)] ?? 0;
  return high >= 0xd8 && high < 0xdc ? end - 2 : end;
}

/** The byte order of UTF-16, by its first bytes. */
export function charsetOf(bytes: Buffer): "utf-16le" | "utf-16be" | undefined {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  if (bytes.byteLength < 4 || !bytes.includes(0)) return undefined;
  const start = bytes.subarray(0, 64);
  if (isWide(start, 0)) return "utf-16le";
  return isWide(start, 1) ? "utf-16be" : undefined;
}

/** Whether two ASCII characters come first, without a NUL in their lower bytes: the rest may be in any script. */
function isWide(start: Buffer, low: 0 | 1): boolean {
  const begins = [low, low + 2].every((place) => isAscii(start[place])) && start[1 - low] === 0 && start[3 - low] === 0;
  return begins && start.every((byte, index) => index % 2 !== low || byte !== 0);
}

function isAscii(byte = 0): boolean {
  return (byte >= 0x20 && byte < 0x7f) || byte === 9 || byte === 10 || byte === 13 || byte === 0x1b;
}
