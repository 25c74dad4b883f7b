import { COLON } from "../sequence/ascii.ts";
import { endOfString } from "./end-of-string.ts";

/**
 * Whether JSON text has a wanted member; much cheaper than visiting its leaves. Names are passed as written, with escapes, and with the
 * offset of the colon after them. Invalid or truncated JSON is read as far as it makes sense.
 */
export function hasName(text: string, isWanted: (name: string, colon: number) => boolean): boolean {
  let start = text.indexOf('"');
  while (start >= 0) {
    const end = endOfString(text, start);
    const colon = findColon(text, end);
    if (colon >= 0 && isWanted(text.slice(start + 1, end - 1), colon)) return true;
    start = text.indexOf('"', end);
  }
  return false;
}

/** Offset of the colon that is next, or -1. */
function findColon(text: string, end: number): number {
  let index = end;
  while (text.charCodeAt(index) <= 0x20) index += 1;
  return text.charCodeAt(index) === COLON ? index : -1;
}
