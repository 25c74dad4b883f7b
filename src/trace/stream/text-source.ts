/**
 * A JSON text that need not be in memory. Offsets count units, whatever its coding: characters of a string, bytes of UTF-8,
 * pairs of bytes of UTF-16.
 */
export interface TextSource {
  /** What messages call it: its path. */
  readonly name: string;
  /** Units in all. */
  readonly length: number;
  /** Whether units are bytes of UTF-8, and blocks have them as they are. @default false */
  readonly isUtf8?: true;
  /**
   * Some units from an offset on, at least one if there is one, as a byte each: ASCII as it is, `OTHER` or above for the rest. Valid until
   * the next call.
   */
  readonly block: (from: number) => Uint8Array;
  /** The text between two offsets. */
  readonly text: (start: number, end: number) => string;
}

/** Replaces a unit that is not ASCII in a block, if it is not a byte of UTF-8 itself; such a byte would begin a character. */
export const OTHER = 0xc0;

export function sourceOfText(text: string, name: string): TextSource {
  const block = new Uint8Array(Math.min(text.length, BLOCK));
  return {
    name,
    length: text.length,
    block: (from) => {
      const size = Math.min(block.length, text.length - from);
      for (let index = 0; index < size; index += 1) {
        const code = text.charCodeAt(from + index);
        block[index] = code < 0x80 ? code : OTHER;
      }
      return block.subarray(0, size);
    },
    text: (start, end) => text.slice(start, end),
  };
}

const BLOCK = 1 << 16;
