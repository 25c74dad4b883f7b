import { groupText } from "../../sequence/group-text.ts";

/**
 * Where the group `value` of a match stands, if what follows it there has none of its characters. The regular
 * expressions' own indices take as long as all else.
 */
export function placeOfValue(match: RegExpMatchArray): {
  readonly start: number;
  readonly end: number;
} {
  const { index = 0, 0: text } = match;
  const value = groupText(match, "value");
  const start = index + text.lastIndexOf(value);
  return { start, end: start + value.length };
}
