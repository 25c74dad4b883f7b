import { groupBy } from "../sequence/groups.ts";
import { createTally } from "../sequence/tally.ts";
import type { Trace } from "../trace/model/types.ts";
import { type PlacedText, listTexts, placeAt } from "./texts.ts";

/** Where something is masked, and its replacement. */
export interface MaskedPlace extends Omit<PlacedText, "text"> {
  /** `REDACTED-token-1`; `REDACTED` for the hidden value of an unknown header. */
  readonly alias: string;
}

export function listMaskedPlaces(trace: Trace): readonly MaskedPlace[] {
  const places: MaskedPlace[] = [];
  for (const placed of listTexts(trace)) {
    const { text, ...where } = placed;
    for (const [turn, { 0: alias, index }] of Array.from(text.matchAll(ALIAS)).entries()) {
      places.push({ ...where, place: turn < NAMED ? placeAt(placed, index) : placed.place, alias });
    }
  }
  return places;
}

/** Places of one text that are named with their member: each one reads the text again. */
const NAMED = 100;

/** Places that are masked in the second trace and were not in the first, which is the same otherwise; per class of secret. */
export function countNewlyMasked(before: Trace, after: Trace): Readonly<Record<string, number>> {
  const counts = createTally<string>();
  const old = listTexts(before);
  for (const { text } of listTexts(after)) {
    const had = groupBy(classesIn(old.next().value?.text ?? ""), String);
    for (const [secretClass, all] of Map.groupBy(classesIn(text), String)) {
      const more = all.length - had.of(secretClass).length;
      if (more > 0) counts.add(secretClass, more);
    }
  }
  return Object.fromEntries(counts.entries());
}

const ALIAS = /REDACTED(?:-([a-z]+)-[a-z]{0,3}\d+)?/g;

function classesIn(text: string): readonly string[] {
  return Array.from(text.matchAll(ALIAS), ([, secretClass = "header"]) => secretClass);
}
