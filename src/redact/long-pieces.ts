/** A part of a long text that is short enough for a regular expression. */
interface LongPart {
  readonly text: string;
  /** The position in the whole text of a position in the part. */
  readonly toWhole: (offset: number) => number;
}

export interface LongPiece extends LongPart {
  /** Offsets in the whole text. Matches that begin between the two belong to this part: it contains all of their context. */
  readonly from: number;
  readonly to: number;
}

/**
 * Parts of a text, none so long that an expression runs out of memory: for each character that a loop reads, V8 stores a position to
 * backtrack to, and after 4 to 8 MB of one value it throws a `RangeError` (docs/notes/redaction.md). Neighbors overlap, and at its ends a
 * part may cut a name or an alias: each finds only its own matches. Where a part ends within a value, the end of the value follows in it,
 * so that a value with quotes or a tag on both sides is found completely.
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

/** Maximum distance of a name from its value. */
const AROUND = 1 << 14;

/** Includes the text that follows the value in which the part ends. */
function bridgedPart(text: string, start: number, end: number): LongPart {
  const behind = endOfRun(text, end);
  const length = end - start;
  return {
    text: text.slice(start, end) + text.slice(behind, behind + BEHIND),
    // A match that ends at the end of the part extends to the end of the value.
    toWhole: (offset) => start + offset + (offset < length ? 0 : behind - end),
  };
}

/** The part of a text to which an expression is applied at a position: no more than it can process. */
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

/** The latest end of a value at a position of a text. */
function endOfRun(text: string, place: number): number {
  DELIMITER.lastIndex = place;
  return DELIMITER.exec(text)?.index ?? text.length;
}

/** The end of a value in any notation. It contains no repetition, so searching for it needs no memory. */
const DELIMITER = /["'`<>\s]/g;

/** Characters: a quote, the end of a tag. */
const BEHIND = 1024;
