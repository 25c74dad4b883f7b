/** Each text is found by this many of its characters; shorter ones cannot be added. */
export const WINDOW = 6;

/**
 * Texts by a window of their characters, and a search for all of them at once: a hash of the characters that rolls
 * through the text, after Karp and Rabin, "Efficient randomized pattern-matching algorithms" (1987).
 */
export interface WindowTable<Entry> {
  readonly add: (text: string, offset: number, entry: Entry) => void;
  /** Where in the text the fewest others have their window: tokens of one service begin alike, and some end alike. */
  readonly chooseWindow: (text: string) => number;
  /** Visits each place of a text, not shorter than a window, where the window of some entries may be. */
  readonly visit: (text: string, visitor: (window: number, entries: readonly Entry[]) => void) => void;
  readonly size: number;
}

const BASE = 0x01_00_01_93;
/** What a character weighs when it leaves the window. */
const LEAVING = power(BASE, WINDOW);

export function createWindowTable<Entry>(): WindowTable<Entry> {
  const byHash = new Map<number, Entry[]>();
  // A bit for each hash, by its upper bits: most of a text needs no more than a look at it.
  let bits = new Uint32Array(256);
  let shift = 32 - Math.log2(bits.length * 32);
  const mark = (hash: number): void => {
    const bit = hash >>> shift;
    bits[bit >>> 5] = (bits[bit >>> 5] ?? 0) | (1 << (bit & 31));
  };

  return {
    add: (text, offset, entry) => {
      const hash = hashWindow(text, offset);
      const entries = byHash.get(hash);
      if (entries !== undefined) {
        entries.push(entry);
        return;
      }
      byHash.set(hash, [entry]);
      // Some fifty bits for each, so that one look in fifty is in vain.
      if (byHash.size * 50 > bits.length * 32 && shift > SMALLEST_SHIFT) {
        bits = new Uint32Array(bits.length * 4);
        shift -= 2;
        for (const known of byHash.keys()) mark(known);
      } else mark(hash);
    },
    chooseWindow: (text) => chooseWindow(text, (offset) => byHash.get(hashWindow(text, offset))?.length ?? 0),
    visit: (text, visitor) => {
      // The lower halves of the characters are enough for a hash, and reading bytes is far faster.
      const bytes = Buffer.from(text, "latin1");
      let hash = hashWindow(text, 0);
      for (let start = 0; ; start += 1) {
        const bit = hash >>> shift;
        if (((bits[bit >>> 5] ?? 0) & (1 << (bit & 31))) !== 0) {
          const entries = byHash.get(hash);
          if (entries !== undefined) visitor(start, entries);
        }
        const end = start + WINDOW;
        if (end >= bytes.length) return;
        hash = (Math.imul(hash, BASE) + (bytes[end] ?? 0) - Math.imul(bytes[start] ?? 0, LEAVING)) | 0;
      }
    },
    get size() {
      return byHash.size;
    },
  };
}

/** 2^26 bits, 8 MiB. */
const SMALLEST_SHIFT = 6;

function power(base: number, exponent: number): number {
  return exponent === 0 ? 1 : Math.imul(base, power(base, exponent - 1));
}

function hashWindow(text: string, offset: number): number {
  let hash = 0;
  for (let at = offset; at < offset + WINDOW; at += 1)
    hash = (Math.imul(hash, BASE) + (text.charCodeAt(at) & 0xff)) | 0;
  return hash;
}

function chooseWindow(text: string, countAt: (offset: number) => number): number {
  const last = text.length - WINDOW;
  let best = last;
  let fewest = Number.POSITIVE_INFINITY;
  for (let part = 0; part <= 8 && fewest > 0; part += 1) {
    const offset = last - Math.floor((last * part) / 8);
    const others = countAt(offset);
    if (others >= fewest) continue;
    fewest = others;
    best = offset;
  }
  return best;
}
