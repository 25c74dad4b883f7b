/**
 * Finds many values in a text at once. Values are added all the time (each answer may bring a new token), which rules
 * out one pattern compiled anew for each; the cost of a search hardly depends on their number. After Wu and Manber,
 * "A fast algorithm for multi-pattern searching" (1994).
 */
export interface Finder {
  /** Makes a text, at least `WINDOW` characters long, be replaced from now on. */
  readonly add: (text: string, replacement: string) => void;
  /** Replaces all that was added; where several begin, the longest. Provisional aliases are passed over. */
  readonly replace: (text: string) => string;
}

/** Each text is found by this many of its characters; shorter ones cannot be added. */
export const WINDOW = 6;
const BLOCK = 3;

interface Candidate {
  readonly text: string;
  /** Where its window begins. */
  readonly offset: number;
  readonly replacement: string;
}

interface Hit {
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
}

export function createFinder(): Finder {
  // How far no window can end behind a block, by the block's hash.
  const skips = new Uint8Array(0x1_00_00).fill(WINDOW - BLOCK + 1);
  const byWindow = new Map<string, Candidate[]>();

  const find = (text: string): Hit[] => {
    const hits: Hit[] = [];
    let end = WINDOW;
    while (end <= text.length) {
      const skip = skips[hashBlock(text, end - BLOCK)] ?? 0;
      if (skip === 0) {
        const candidates = byWindow.get(text.slice(end - WINDOW, end));
        if (candidates !== undefined) collectHits(text, end - WINDOW, candidates, hits);
      }
      end += skip === 0 ? 1 : skip;
    }
    return hits;
  };

  return {
    add: (text, replacement) => {
      const offset = chooseWindow(text, byWindow);
      for (let index = 0; index <= WINDOW - BLOCK; index += 1) {
        const hash = hashBlock(text, offset + index);
        skips[hash] = Math.min(skips[hash] ?? 0, WINDOW - BLOCK - index);
      }
      const window = text.slice(offset, offset + WINDOW);
      const candidates = byWindow.get(window) ?? [];
      candidates.push({ text, offset, replacement });
      byWindow.set(window, candidates);
    },
    replace: (text) => {
      const hits = byWindow.size === 0 ? [] : find(text);
      return hits.length === 0 ? text : replaceHits(text, hits);
    },
  };
}

function hashBlock(text: string, at: number): number {
  return ((text.charCodeAt(at) << 10) ^ (text.charCodeAt(at + 1) << 5) ^ text.charCodeAt(at + 2)) & 0xff_ff;
}

/** Tokens of one service begin alike, and some end alike; the window is where the fewest others have theirs. */
function chooseWindow(text: string, byWindow: ReadonlyMap<string, readonly Candidate[]>): number {
  const last = text.length - WINDOW;
  let best = last;
  let fewest = Number.POSITIVE_INFINITY;
  for (let part = 0; part <= 8 && fewest > 0; part += 1) {
    const offset = last - Math.floor((last * part) / 8);
    const others = byWindow.get(text.slice(offset, offset + WINDOW))?.length ?? 0;
    if (others >= fewest) continue;
    fewest = others;
    best = offset;
  }
  return best;
}

function collectHits(text: string, window: number, candidates: readonly Candidate[], hits: Hit[]): void {
  for (const { text: wanted, offset, replacement } of candidates) {
    const start = window - offset;
    const end = start + wanted.length;
    if (start < 0 || !text.startsWith(wanted, start) || isPartOfNumber(text, start, end)) continue;
    hits.push({ start, end, replacement });
  }
}

/** `123456` is not what `9123456` or `1.123456` holds. */
function isPartOfNumber(text: string, start: number, end: number): boolean {
  if (!/^\d+$/.test(text.slice(start, end))) return false;
  return /\d\.?$/.test(text.slice(Math.max(0, start - 2), start)) || /^\.?\d/.test(text.slice(end, end + 2));
}

/** Aliases stay whole: they may hold a secret's text by chance. */
function replaceHits(text: string, hits: Hit[]): string {
  const aliases = Array.from(text.matchAll(/REDACTED-[a-z]+-~\d+/g), ({ index, 0: alias }) => ({
    start: index,
    end: index + alias.length,
  }));
  let replaced = "";
  let copied = 0;
  for (const { start, end, replacement } of hits.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    if (aliases.some((alias) => start < alias.end && alias.start < end)) continue;
    if (start >= copied) replaced += text.slice(copied, start) + replacement;
    // Of two that overlap, the rest of the second goes with the first.
    copied = Math.max(copied, end);
  }
  return replaced + text.slice(copied);
}
