import type { Placement } from "./merge-region.ts";
import { nameOmitted } from "./numbering.ts";
import type { PagePart, Prose, StaleNumber } from "./parse-page.ts";
import { nameRegion, sumRegion, writeMarker } from "./regions.ts";

/**
 * What old numbers in lines of prose mean, which the author has not brought up to date, by the line's checksum. An edit of
 * the line takes it out.
 */
export type StaleNumbers = ReadonlyMap<string, readonly OldNumber[]>;

export interface OldNumber {
  readonly number: number;
  /** Which of the line's numbers, from 1; undefined if all that are the same mean the same. */
  readonly nth: number | undefined;
  /** Of the arrow that it means. */
  readonly name: string;
}

/** A line is the same wherever it is, and whatever blanks it ends with. */
export function sumLine(line: string): string {
  return sumRegion(line.trim());
}

/** Takes the markers out of a page. */
export function takeStaleNumbers(parts: readonly PagePart[]): {
  readonly parts: readonly PagePart[];
  readonly stale: StaleNumbers;
} {
  const byLine = Map.groupBy(
    parts.filter((part) => part.kind === "number"),
    (part) => part.of,
  );
  const toOld = (part: StaleNumber): OldNumber => ({ number: part.number, nth: part.nth, name: nameArrow(part) });
  const stale = new Map(Array.from(byLine, ([line, numbers]) => [line, numbers.map(toOld)]));
  return { parts: parts.filter(({ kind }) => kind !== "number"), stale };
}

function nameArrow({ id, at }: StaleNumber): string {
  const name = nameRegion(id);
  return at === undefined ? name : nameOmitted(name, at);
}

/** Puts markers before the first region, a line each: nothing of the author's has to make room. */
export function putStaleNumbers(parts: readonly PagePart[], stale: StaleNumbers, like: Placement): readonly PagePart[] {
  const at = parts.findIndex(({ kind }) => kind === "region");
  if (stale.size === 0 || at === -1) return parts;
  const { indent, lineEnd, syntax } = like;
  // In an order that does not change where steps do.
  const lines = [...stale].toSorted(byLine).flatMap(([line, numbers]) =>
    numbers.map(({ number, nth, name }) => {
      const place = nth === undefined ? "" : ` nth=${nth}`;
      const fields = `line=${line} n=${number}${place} ${name}`;
      return indent + writeMarker("number", fields, syntax) + lineEnd;
    }),
  );
  const markers: Prose = { kind: "prose", text: lines.join(""), line: parts[at]?.line ?? 1, syntax };
  return parts.toSpliced(at, 0, markers);
}

function byLine([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return one < other ? -1 : 1;
}
