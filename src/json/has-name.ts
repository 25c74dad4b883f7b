import { endOfString } from "./end-of-string.ts";

/**
 * Whether JSON text has a member with a name that is wanted; much cheaper than visiting its leaves. Names are given as
 * they are written, escapes and all. Text that is no JSON, or breaks off, is read as far as it makes sense.
 */
export function hasName(text: string, isWanted: (name: string) => boolean): boolean {
  let start = text.indexOf('"');
  while (start >= 0) {
    const end = endOfString(text, start);
    if (isFollowedByColon(text, end) && isWanted(text.slice(start + 1, end - 1))) return true;
    start = text.indexOf('"', end);
  }
  return false;
}

function isFollowedByColon(text: string, end: number): boolean {
  let index = end;
  while (text.charCodeAt(index) <= 0x20) index += 1;
  return text.charCodeAt(index) === 0x3a;
}
