import type { Difference, Level, Place } from "./types.ts";

/** From the differences that break a page to those that do not. */
export const LEVELS: readonly Level[] = ["structure", "shape", "value"];

/** The description of two values of one place. */
export function tellDifference(place: Place, before: string, after: string): Difference {
  const level = isEnumLike(place, before) && isEnumLike(place, after) ? "shape" : "value";
  return { level, place, before, after, message: `${namePlace(place)} changed from ${before} to ${after}` };
}

/** `"active"`, `true`: one of a few words that a program checks for. Names are words too, but chosen by the author. */
export function isEnumLike({ at, name }: Place, value: string): boolean {
  if (at !== "body" || /(?:name|title|description|comment|label)(?:\/#text)?$/i.test(name)) return false;
  return /^(?:true|false|null|"[A-Za-z][A-Za-z_-]{0,39}")$/.test(value);
}

/** `response header Vary`, `response body /image/id`, `request path`. */
export function namePlace({ part, at, name }: Place): string {
  const where = part === "step" ? at : `${part} ${at}`;
  return name === "" ? where : `${where} ${name}`;
}
