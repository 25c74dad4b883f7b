import { groupText } from "../../sequence/group-text.ts";

/**
 * Where the group `value` of a match is, if what follows it there has none of its characters. The indices of regular expressions take as
 * long as everything else.
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
