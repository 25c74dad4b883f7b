/** A part of a long text that an expression can be tried on. */
interface LongPart {
  readonly text: string;
  /** The position in the whole text of a position in the part. */
  readonly toWhole: (offset: number) => number;
}

export interface LongPiece extends LongPart {
  /** Offsets in the whole text. What begins from one to before the other is its own: it has all around it that tells what it is. */
  readonly from: number;
  readonly to: number;
}

/**
 * Parts of a text, none so long that an expression runs out of memory: of each character that a loop reads, V8 notes where it could go back
 * to, and after 4 to 8 MB of one value it throws a `RangeError` (docs/notes/redaction.md). Neighbors overlap, and at its ends a part may
 * cut a name or an alias: each finds only what is its own. Where a part ends within a value, the end of the value follows in it, so that
 * what needs quotes or a tag on both sides is found there as a whole.
 */
export function* piecesOf(text: string, longest = LONGEST): Generator<LongPiece> {
  const around = Math.min(AROUND, longest >> 3);
  let from = 0;
  for (let end = longest; end < text.length; end = from - around + longest) {
    const start = end - longest;
    const to = end - around;
    yield { ...bridgedPart(text, start, end), from, to };
    from = to;
  }
  const start = Math.max(0, from - around);
  yield { text: text.slice(start), toWhole: (offset) => start + offset, from, to: text.length };
}

/** Characters. Far below the limit, because some loops store more than one position per character. */
const LONGEST = 1 << 20;

/** No name is farther from its value. */
const AROUND = 1 << 14;

/** With what follows the value that the part ends in. */
function bridgedPart(text: string, start: number, end: number): LongPart {
  const behind = endOfRun(text, end);
  const length = end - start;
  return {
    text: text.slice(start, end) + text.slice(behind, behind + BEHIND),
    // What ends where the part does goes on to the end of the value.
    toWhole: (offset) => start + offset + (offset < length ? 0 : behind - end),
  };
}

/** What an expression is tried on at a place of a text: no more than it can read. */
export function windowAt(text: string, place: number): LongPart & { readonly start: number } {
  if (text.length <= LONGEST) return { text, start: 0, toWhole: (offset) => offset };
  const start = Math.max(0, place - AROUND);
  const end = Math.min(text.length, place + LONGEST);
  return {
    text: text.slice(start, end),
    start,
    toWhole: (offset) => (start + offset < end ? start + offset : endOfRun(text, end)),
  };
}

/** Where a value ends at the latest that a text has at a place. */
function endOfRun(text: string, place: number): number {
  DELIMITER.lastIndex = place;
  return DELIMITER.exec(text)?.index ?? text.length;
}

/** With what a value ends, whatever notation it is in. Nothing is repeated in it: searching for it takes no memory. */
const DELIMITER = /["'`<>\s]/g;

/** Characters: a quote, the end of a tag. */
const BEHIND = 1024;
