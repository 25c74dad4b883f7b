import { DOUBLE_QUOTE, UPPER_Z } from "../../sequence/ascii.ts";
import type { UnitCursor } from "./unit-cursor.ts";

/**
 * Checks whether entries are in the order of their starts, without making values: wirewalk writes the start first, and always in the same
 * form, which sorts like the times.
 */
export interface StartOrder {
  readonly isSorted: () => boolean;
  /** @param at offset of an entry */
  readonly add: (at: number) => void;
}

export function createStartOrder(cursor: UnitCursor): StartOrder {
  const previous = new Uint8Array(START.length);
  let isSorted = true;
  return {
    isSorted: () => isSorted,
    add: (at) => {
      if (isSorted)
        isSorted = isInForm(cursor, at) && isNotBefore(cursor, cursor.skipSpace(at + 1) + KEY.length, previous);
    },
  };
}

const KEY = '"startedDateTime": "';
const START = "2026-11-23T10:00:00.123456Z";

function isInForm(cursor: UnitCursor, at: number): boolean {
  const key = cursor.skipSpace(at + 1);
  for (let index = 0; index < KEY.length; index += 1) {
    if (cursor.at(key + index) !== KEY.charCodeAt(index)) return false;
  }
  const start = key + KEY.length;
  return cursor.at(start + START.length - 1) === UPPER_Z && cursor.at(start + START.length) === DOUBLE_QUOTE;
}

/** Takes what it reads for the previous one of the next. */
function isNotBefore(cursor: UnitCursor, from: number, previous: Uint8Array): boolean {
  let difference = 0;
  for (const [index, before] of previous.entries()) {
    const unit = cursor.at(from + index);
    if (difference === 0) difference = unit - before;
    previous[index] = unit;
  }
  return difference >= 0;
}
