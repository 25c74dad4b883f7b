import { matchParts } from "../sequence/match-parts.ts";
import { NUMBERED_HEADING } from "./headings.ts";
import type { PagePart, Region } from "./parse-page.ts";
import { nameRegion } from "./regions.ts";

/** Which arrow has which number, by the name of its heading's region: `step=get-image part=request`. */
export type Numbering = ReadonlyMap<string, number>;

/**
 * Reads it from the generated headings of a page. Arrows omitted by a note, such as the calls of a loop, are identified by their position
 * after the first of them, as long as the note omits the same number.
 */
export function readNumbering(parts: readonly PagePart[]): Numbering {
  const numbers = new Map<string, number>();
  for (const part of parts) {
    if (part.kind !== "region") continue;
    const name = nameRegion(part.id);
    const heading = NUMBERED_HEADING.exec(part.inner);
    if (heading !== null) numbers.set(name, Number(heading[1]));
    else if (part.id.part.endsWith(".omitted"))
      for (const [place, number] of readRange(part)) numbers.set(nameOmitted(name, place), number);
  }
  return numbers;
}

/** An arrow that a note leaves out, by its place in the note: `2/6`. */
export function nameOmitted(note: string, place: string): string {
  return `${note} at=${place}`;
}

/** A page of more arrows than this has no sentence about each. */
const LONGEST_RANGE = 10_000;

function readRange({ inner }: Region): readonly (readonly [place: string, number: number])[] {
  const { from, to } = readArrowRange(inner);
  const length = Math.min(to - from + 1, LONGEST_RANGE);
  if (Number.isNaN(length) || length < 0) return [];
  return Array.from({ length }, (_, index) => [`${index + 1}/${length}`, from + index] as const);
}

/** `(9)-(12)` in a text; NaN if there is none. */
export function readArrowRange(text: string): { readonly from: number; readonly to: number } {
  const [, from, to] = matchParts(/\((\d+)\)-\((\d+)\)/, text);
  return { from: Number(from), to: Number(to) };
}
