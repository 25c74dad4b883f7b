/**
 * The lower halves of a text's characters: enough for a first check, and bytes are far faster to read than characters. The buffer may be
 * longer. Valid until the next call.
 */
export function toLatin1(text: string): Uint8Array {
  if (text.length > scratch.length) return Buffer.from(text, "latin1");
  scratch.write(text, "latin1");
  return scratch;
}

/** Most texts are short, and memory of their own would cost more than the look. */
const scratch = Buffer.alloc(1 << 16);
