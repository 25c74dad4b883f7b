/**
 * Parts of a long text that can be searched one by one: each shares some characters with the one before, and begins and ends where nothing is
 * written in one go, be it a word, a number or a run of base64.
 */
export function* splitLong(text: string, overlap: number): Generator<{ readonly start: number; readonly end: number }> {
  const width = Math.max(WIDTH, overlap * 4);
  let start = 0;
  while (start + width < text.length) {
    const end = findBorder(text, start + width, start + width / 2);
    yield { start, end };
    if (end >= text.length) return;
    start = Math.max(start + 1, findBorder(text, end - overlap, start));
  }
  yield { start, end: text.length };
}

/** Characters. */
const WIDTH = 49_152;

/** The last border up to a position, if it is after another one; else the next. */
function findBorder(text: string, at: number, first: number): number {
  for (let index = at; index > first; index -= 1) if (isBorder(text.charCodeAt(index))) return index;
  for (let index = at; index < text.length; index += 1) if (isBorder(text.charCodeAt(index))) return index;
  return text.length;
}

/** A blank, a quote, `&`, `<`, `>`, braces: what neither base64 nor an address has, and no escape but as its beginning. */
function isBorder(code: number): boolean {
  return BORDERS.has(code);
}

const BORDERS: ReadonlySet<number> = new Set(Buffer.from(' "&<>{}'));
