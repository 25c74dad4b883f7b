/**
 * Where a pattern for one character, with the flag `g`, is found next; the end of the text if nowhere. A loop in a pattern (`[^ ]*`) would
 * store a position per character, and run out of memory after a few million.
 */
export function placeOf(pattern: RegExp, text: string, from = 0): number {
  pattern.lastIndex = from;
  return pattern.exec(text)?.index ?? text.length;
}
