import { unitAt } from "../../sequence/code-units.ts";

/**
 * Caches judgments on names by their characters in a text: bodies repeat a few names many times, and extracting each name for a lookup
 * takes longer than comparing its characters.
 *
 * @param judge judges a name that is not in the cache
 */
export function rememberNames(judge: (name: string) => number): JudgeName {
  // One name for each slot: a name that finds another one in its slot is judged again.
  const known: (Judged | undefined)[] = Array.from({ length: PLACES }, () => undefined);
  return (text, units, start, end) => {
    const place = placeOf(units, start, end);
    const before = known[place];
    if (before !== undefined && isSame(before.codes, units, start, end)) return before.verdict;
    const verdict = judge(text.slice(start, end));
    if (end - start <= LONGEST) known[place] = { codes: units.slice(start, end), verdict };
    return verdict;
  };
}

/** @param units the characters of the text, in which the name is from `start` to `end` */
export type JudgeName = (text: string, units: Uint16Array, start: number, end: number) => number;

interface Judged {
  readonly codes: Uint16Array;
  readonly verdict: number;
}

/** A power of two. */
const PLACES = 1024;

/** Characters. */
const LONGEST = 64;

/** By its length and a few of its characters. */
function placeOf(units: Uint16Array, start: number, end: number): number {
  const middle = unitAt(units, (start + end) >> 1);
  const sum = unitAt(units, start) * 31 + middle * 7 + unitAt(units, end - 1) * 131 + (end - start) * 17;
  return sum & (PLACES - 1);
}

function isSame(codes: Uint16Array, units: Uint16Array, start: number, end: number): boolean {
  if (codes.length !== end - start) return false;
  for (let at = 0; at < codes.length; at += 1) if (codes[at] !== units[start + at]) return false;
  return true;
}
