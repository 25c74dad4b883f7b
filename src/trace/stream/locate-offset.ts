import { LINE_FEED } from "../../sequence/ascii.ts";
import type { TextSource } from "./text-source.ts";

/** A place in a text. */
export interface Place {
  readonly offset: number;
  readonly line: number;
  readonly column: number;
}

const BEGINNING: Place = { offset: 0, line: 1, column: 1 };

/**
 * Line and column of an offset, both from 1. Columns count characters, as editors do.
 *
 * @param known a place before it @default the beginning
 */
export function locateOffset(
  source: TextSource,
  offset: number,
  known: Place = BEGINNING,
): { readonly line: number; readonly column: number } {
  // What has gone back a little is looked for from the beginning.
  let { offset: at, line, column } = known.offset <= offset ? known : BEGINNING;
  while (at < offset) {
    const block = source.block(at).subarray(0, offset - at);
    for (const unit of block) {
      if (unit === LINE_FEED) {
        line += 1;
        column = 1;
      } else if ((unit & 0xc0) !== 0x80) column += unit >= 0xf0 ? 2 : 1;
    }
    at += block.length;
  }
  return { line, column };
}
