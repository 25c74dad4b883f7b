import type { TextSource } from "./text-source.ts";

/** Line and column of an offset, both from 1. Columns count characters, as editors do. */
export function locateOffset(source: TextSource, offset: number): { readonly line: number; readonly column: number } {
  let line = 1;
  let column = 1;
  for (let at = 0; at < offset;) {
    const block = source.block(at).subarray(0, offset - at);
    for (const unit of block) {
      if (unit === NEWLINE) {
        line += 1;
        column = 1;
      } else if ((unit & 0xc0) !== 0x80) column += unit >= 0xf0 ? 2 : 1;
    }
    at += block.length;
  }
  return { line, column };
}

const NEWLINE = 0x0a;
