import { knownAt } from "../../sequence/known-at.ts";
import type { NamedPart } from "../name-recorders.ts";

/**
 * All exchanges as their recorders saw them, identified by numbers: the exchanges of the first part in their order,
 * then those of the next. A million may be gathered, so none is an object.
 */
export interface Sightings {
  readonly length: number;
  readonly partOf: (sighting: number) => NamedPart;
  /** Its index in its part. */
  readonly indexOf: (sighting: number) => number;
}

export function listSightings(parts: readonly NamedPart[]): Sightings {
  const firsts: number[] = [];
  let length = 0;
  for (const { marks } of parts) {
    firsts.push(length);
    length += marks.length;
  }
  const places = new Uint32Array(length);
  for (const [place, first] of firsts.entries()) places.fill(place, first, firsts[place + 1] ?? length);
  return {
    length,
    partOf: (sighting) => knownAt(parts, knownAt(places, sighting)),
    indexOf: (sighting) => sighting - knownAt(firsts, knownAt(places, sighting)),
  };
}

/** Microseconds, by its recorder's clock. */
export function startOf({ partOf, indexOf }: Sightings, sighting: number): number {
  return partOf(sighting).marks.startOf(indexOf(sighting));
}

/**
 * Whether a clock measured it. What a log without times has is made up: such exchanges are dated 1970, one after the other, and take no time.
 */
export function isTimed(sightings: Sightings, sighting: number): boolean {
  return isMeasured(sightings.partOf(sighting), sightings.indexOf(sighting));
}

/** The same by its index in its part. */
export function isMeasured({ marks }: NamedPart, index: number): boolean {
  return marks.startOf(index) >= SET && marks.endOf(index) > marks.startOf(index);
}

/** HTTP is not older. */
const SET = Date.UTC(1990) * 1000;

/** Microseconds. */
export function durationOf({ partOf, indexOf }: Sightings, sighting: number): number {
  const [{ marks }, index] = [partOf(sighting), indexOf(sighting)];
  return marks.endOf(index) - marks.startOf(index);
}
