import { toLatin1 } from "./latin1.ts";

/** Each text is found by this many of its characters; shorter ones cannot be added. */
export const WINDOW = 6;

/**
 * Texts by windows of their characters, and a search for all of them at once by hashes, after Karp and Rabin, "Efficient
 * randomized pattern-matching algorithms" (1987). Of a text long enough several windows in a row are known, so that one of them
 * is met when only every fourth place is looked at.
 */
export interface WindowTable<Entry> {
  readonly add: (text: string, toEntry: (offset: number) => Entry) => void;
  /** Visits each place of a text, not shorter than a window, where the window of some entries may be. No visitor may visit another text. */
  readonly visit: (text: string, visitor: (window: number, entries: readonly Entry[]) => void) => void;
  readonly size: number;
}

const STEP = 4;

export function createWindowTable<Entry>(): WindowTable<Entry> {
  const everywhere = createHashTable<Entry>();
  const stepwise = createHashTable<Entry>();
  return {
    add: (text, toEntry) => {
      const isLong = text.length >= WINDOW + STEP - 1;
      const table = isLong ? stepwise : everywhere;
      const count = isLong ? STEP : 1;
      const first = chooseWindow(text.length - WINDOW - count + 1, (offset) => table.count(hashText(text, offset)));
      for (let offset = first; offset < first + count; offset += 1) table.add(hashText(text, offset), toEntry(offset));
    },
    visit: (text, visitor) => {
      const bytes = toLatin1(text);
      const { length } = text;
      if (stepwise.size > 0) visitEach(bytes, { length, step: STEP, table: stepwise, visitor });
      if (everywhere.size > 0) visitEach(bytes, { length, step: 1, table: everywhere, visitor });
    },
    get size() {
      return everywhere.size + stepwise.size;
    },
  };
}

interface Visit<Entry> {
  /** Of the text; there may be more bytes. */
  readonly length: number;
  readonly step: number;
  readonly table: HashTable<Entry>;
  readonly visitor: (window: number, entries: readonly Entry[]) => void;
}

function visitEach<Entry>(bytes: DataView, { length, step, table, visitor }: Visit<Entry>): void {
  const { bits, shift } = table.filter();
  for (let start = 0; start + WINDOW <= length; start += step) {
    const hash = hashBytes(bytes, start);
    const bit = hash >>> shift;
    if ((wordOf(bits, bit) & (1 << (bit & 31))) === 0) continue;
    const entries = table.find(hash);
    if (entries !== undefined) visitor(start, entries);
  }
}

interface HashTable<Entry> {
  readonly add: (hash: number, entry: Entry) => void;
  readonly find: (hash: number) => readonly Entry[] | undefined;
  readonly count: (hash: number) => number;
  /** A bit for each hash, by its upper bits: most of a text needs no more than a look at it. Valid until the next `add`. */
  readonly filter: () => { readonly bits: Uint32Array; readonly shift: number };
  readonly size: number;
}

function createHashTable<Entry>(): HashTable<Entry> {
  const byHash = new Map<number, Entry[]>();
  // Most vaults of a scan learn nothing.
  let bits = NO_BITS;
  let shift = 32 - Math.log2(bits.length * 32);
  const mark = (hash: number): void => {
    const bit = hash >>> shift;
    bits[bit >>> 5] = wordOf(bits, bit) | (1 << (bit & 31));
  };
  return {
    add: (hash, entry) => {
      const entries = byHash.get(hash);
      if (entries !== undefined) {
        entries.push(entry);
        return;
      }
      byHash.set(hash, [entry]);
      if (bits === NO_BITS) bits = new Uint32Array(NO_BITS.length);
      // Some fifty bits for each, so that one look in fifty is in vain.
      if (byHash.size * 50 > bits.length * 32 && shift > SMALLEST_SHIFT) {
        bits = new Uint32Array(bits.length * 4);
        shift -= 2;
        for (const known of byHash.keys()) mark(known);
      } else mark(hash);
    },
    find: (hash) => byHash.get(hash),
    count: (hash) => byHash.get(hash)?.length ?? 0,
    filter: () => ({ bits, shift }),
    get size() {
      return byHash.size;
    },
  };
}

/** Never written to. */
const NO_BITS = new Uint32Array(256);

/** The word that a bit is in. */
function wordOf(bits: Uint32Array, bit: number): number {
  return bits[bit >>> 5] ?? 0;
}

/** 2^26 bits, 8 MiB. */
const SMALLEST_SHIFT = 6;

/** Of the `WINDOW` bytes there. */
function hashBytes(bytes: DataView, at: number): number {
  const first = bytes.getUint32(at, true);
  const second = bytes.getUint16(at + 4, true);
  // Odd numbers with bits all over; the upper bits of a product depend on all of a factor's.
  return (Math.imul(first, 0x9e_37_79_b1) ^ Math.imul(second, 0x85_eb_ca_77)) | 0;
}

function hashText(text: string, offset: number): number {
  for (let index = 0; index < WINDOW; index += 1) own.setUint8(index, text.charCodeAt(offset + index));
  return hashBytes(own, 0);
}

/** The characters of one window. */
const own = new DataView(new ArrayBuffer(WINDOW));

/** Where the fewest others have their window: tokens of one service begin alike, and some end alike. */
function chooseWindow(last: number, countAt: (offset: number) => number): number {
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
