/** A part of a long text that an expression can be tried on. */
export interface LongPiece {
  readonly text: string;
  /** Where something in it is in the whole text. */
  readonly toWhole: (offset: number) => number;
}

/**
 * Parts of a text, none so long that an expression runs out of memory: of each character that a loop reads, V8 notes where it could go back
 * to, and after 4 to 8 MB of one value it throws a `RangeError` (docs/notes/redaction.md). Neighbors overlap. Where a part ends within a
 * value, the end of the value follows in it, so that what needs quotes or a tag on both sides is found there as a whole.
 *
 * @param from where the first part begins
 */
export function* piecesOf(text: string, from = 0, longest = LONGEST): Generator<LongPiece> {
  const overlap = Math.min(OVERLAP, longest >> 2);
  for (let start = from; ;) {
    if (text.length - start <= longest) {
      yield plainPiece(text, start, text.length);
      return;
    }
    const last = start + longest;
    const line = text.lastIndexOf("\n", last) + 1;
    const isLine = line > last - overlap;
    const end = isLine ? line : last;
    yield isLine ? plainPiece(text, start, end) : bridgedPiece(text, start, end);
    start = end - overlap;
  }
}

/** Characters. Far from what is too many, as some loops note more than one place for each. */
const LONGEST = 1 << 20;

/** No name is farther from its value. */
const OVERLAP = 1 << 14;

function plainPiece(text: string, start: number, end: number): LongPiece {
  return { text: text.slice(start, end), toWhole: (offset) => start + offset };
}

/** With what follows the value that the part ends in. */
function bridgedPiece(text: string, start: number, end: number): LongPiece {
  const behind = endOfRun(text, end);
  const length = end - start;
  return {
    text: text.slice(start, end) + text.slice(behind, behind + BEHIND),
    // What ends where the part does goes on to the end of the value.
    toWhole: (offset) => start + offset + (offset < length ? 0 : behind - end),
  };
}

/** What an expression is tried on at a place of a text: no more than it can read. */
export function windowAt(text: string, place: number): LongPiece & { readonly start: number } {
  if (text.length <= LONGEST) return { text, start: 0, toWhole: (offset) => offset };
  const start = Math.max(0, place - OVERLAP);
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
