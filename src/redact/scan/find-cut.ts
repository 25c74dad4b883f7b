import { type FormatHit, findCutFormat } from "../formats/find-formats.ts";
import { isPlaceholder } from "../placeholder.ts";

/**
 * A secret whose end is missing because the text ends. Its first characters may be anything, and what was masked during the recording is no
 * longer there.
 */
export function findCut(text: string): readonly FormatHit[] {
  const hit = findCutFormat(text, SHORTEST_CUT);
  return hit === undefined || isShownInstead(text.slice(hit.start, hit.end)) ? [] : [hit];
}

/** Characters. */
const SHORTEST_CUT = 4;

/** The hash of a password begins like a variable. */
export function isShownInstead(value: string): boolean {
  return isPlaceholder(value.replace(/^\$(?=\w+\$)/, ""));
}
