import { groupText } from "../../sequence/group-text.ts";
import { isScrambled } from "../../shapes/is-scrambled.ts";
import { type Characters, mayMatch } from "./needed-characters.ts";
import type { TableCell } from "./table-cells.ts";
import { placeOfValue } from "./value-place.ts";

/**
 * What follows the word for a secret with only a blank in between, in a message or a quoted parameter of a header: `auth;desc="token
 * k3f…"`, `msg="password k3f… rejected"`. Names follow it too, so only what looks random is a secret.
 *
 * @param present those of the text
 */
export function findTold(text: string, present: Characters): TableCell[] {
  if (!mayMatch(TOLD, present)) return [];
  return Array.from(text.matchAll(TOLD)).flatMap((match) => {
    const value = groupText(match, "value");
    return isScrambled(value) ? [{ name: groupText(match, "name"), value, ...placeOfValue(match) }] : [];
  });
}

export const TOLD =
  /(?<![\w-])(?<name>pass(?:word|phrase|code)|(?:api|access|secret|signing|private|master)[ -]key|(?:[a-z]{2,12}[ -])?token|secret)(?:[ \t]{1,2}|[ \t]?[=:][ \t]?(?=[<[]))(?:\\{0,8}["'`(<[]){0,2}(?<value>[A-Za-z\d]{12,200})(?![\w@/=-]|[.:]\w)/gi;
