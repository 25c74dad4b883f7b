import { toCodeUnits, unitAt } from "../../sequence/code-units.ts";
import { foldedOf, pairOf, PAIRS, PLACES } from "./character-places.ts";
import { type Need, neededBy } from "./needed-by.ts";
import { readyNeeds } from "./ready-needs.ts";

/**
 * The characters of a text, and the pairs of neighbors, whatever the case of letters is: 1 for each. Those beyond ASCII are one. Valid until the
 * next text is looked at.
 */
export type Characters = Uint8Array;

const own = new Uint8Array(PLACES);

export function charactersIn(text: string): Characters {
  own.fill(0);
  // Each part ends with what the next begins with.
  for (let from = 0; from < text.length; from += WIDTH) notePairs(text.slice(from, from + WIDTH + 1));
  return own;
}

/** Characters that are looked at together, with one more. */
const WIDTH = 60_000;

function notePairs(text: string): void {
  const units = toCodeUnits(text);
  let before = foldedOf(unitAt(units, 0));
  own[PAIRS + before] = 1;
  for (let at = 1; at < text.length; at += 1) {
    const code = foldedOf(unitAt(units, at));
    own[PAIRS + code] = 1;
    own[pairOf(before, code)] = 1;
    before = code;
  }
}

/** Whether a pattern may match in a text of these characters: false only where it cannot. */
export function mayMatch(pattern: RegExp, present: Characters): boolean {
  let need = needs.get(pattern);
  if (need === undefined) {
    need = readyNeeds.get(String(pattern)) ?? neededBy(pattern);
    needs.set(pattern, need);
  }
  return isMet(need, present);
}

/** All patterns are constants. */
const needs = new Map<RegExp, Need>();

/** What is known of the patterns that texts were compared with so far. */
export function listNeeds(): readonly (readonly [pattern: string, need: Need])[] {
  return Array.from(needs, ([pattern, need]) => [String(pattern), need] as const);
}

/** Whether a text has what a pattern needs. */
export function isMet(need: Need, present: Characters): boolean {
  for (const one of need) {
    if (typeof one === "number" ? present[one] !== 1 : !one.some((choice) => isMet(choice, present))) return false;
  }
  return true;
}
