import { isUtf8 } from "node:buffer";

import { byteAt } from "../../sequence/byte-at.ts";

/** The text of a body, or undefined if it is not text. A cut body may end inside a character; that end is dropped. */
export function decodeText(bytes: Buffer, contentType: string, isCut: boolean): string | undefined {
  const charset = charsetOf(contentType);
  if (charset !== undefined) return decodeCharset(bytes, charset);
  const whole = isCut ? withoutCutCharacter(bytes) : bytes;
  // NUL is legal in UTF-8, but does not occur in readable text.
  return isUtf8(whole) && !whole.includes(0) ? whole.toString() : undefined;
}

/** The declared charset where it is another than UTF-8. */
function charsetOf(contentType: string): string | undefined {
  if (!contentType.includes("charset")) return undefined;
  const charset = /;\s*charset\s*=\s*"?([^\s;"]+)/i.exec(contentType)?.[1]?.toLowerCase();
  return charset === "utf-8" || charset === "utf8" ? undefined : charset;
}

function decodeCharset(bytes: Buffer, charset: string): string | undefined {
  try {
    const text = new TextDecoder(charset, { fatal: true }).decode(bytes);
    return text.includes("\0") ? undefined : text;
  } catch {
    return undefined;
  }
}

/** Finds the lead byte of the last character, which states how many bytes it has. */
function withoutCutCharacter(bytes: Buffer): Buffer {
  for (let back = 1; back <= Math.min(3, bytes.byteLength); back++) {
    const byte = byteAt(bytes, bytes.byteLength - back);
    if (byte < 0x80) return bytes;
    if (byte >= 0xc0) return back < lengthByLead(byte) ? bytes.subarray(0, bytes.byteLength - back) : bytes;
  }
  return bytes;
}

function lengthByLead(byte: number): number {
  if (byte >= 0xf0) return 4;
  return byte >= 0xe0 ? 3 : 2;
}
