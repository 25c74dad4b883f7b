import type { SecretFormat } from "../../../src/redact/formats/format.ts";
import { createRandom } from "../../secrets/random.ts";

/** A made-up secret of a format, with each of its openings; put together here, so that no scanner takes a file for a leak. */
export function samplesOf({ id, openings, sample }: SecretFormat): string[] {
  const own = openings.find((opening) => sample.includes(opening));
  // Where random characters belong to the openings, the sample has one of them only when it is filled.
  if (own === undefined) return [createRandom(id).fill(sample)];
  return openings.map((opening) => createRandom(`${id}/${opening}`).fill(sample.replace(own, () => opening)));
}

/** Where in a sample that which no one may know begins. */
export function secretStartOf({ openings, between = "" }: SecretFormat, sample: string): number {
  const starts = openings
    .filter((opening) => sample.includes(opening))
    .map((opening) => [opening, sample.indexOf(opening)] as const);
  const [opening, start] = starts.toSorted(([a, at], [b, bt]) => at - bt || b.length - a.length)[0] ?? ["", -1];
  const behind = start + opening.length;
  return behind + (new RegExp(`^${between}`).exec(sample.slice(behind))?.[0].length ?? 0);
}
