import type { SecretFormat } from "../../../src/redact/formats/format.ts";
import { createRandom } from "../../secrets/random.ts";

/** A made-up secret. */
export interface Sample {
  readonly text: string;
  /** Offset of the part that must stay secret. */
  readonly start: number;
  readonly end: number;
}

/** A sample of a format, with each of its prefixes; assembled here, so that no scanner reports this file. */
export function samplesOf(format: SecretFormat): readonly [Sample, ...Sample[]] {
  const { id, openings, sample } = format;
  const own = openings.find((opening) => sample.includes(opening));
  // If a prefix includes random characters, the sample has that prefix only after it has been filled.
  if (own === undefined || format.isAnywhere === true) return [fill(format, sample, id)];
  const others = openings.filter((opening) => opening !== own);
  const fillWith = (opening: string): Sample =>
    fill(
      format,
      sample.replace(own, () => opening),
      `${id}/${opening}`,
    );
  return [fillWith(own), ...others.map(fillWith)];
}

function fill(format: SecretFormat, template: string, seed: string): Sample {
  const text = createRandom(seed).fill(template);
  const lengthOf = (part: string): number => createRandom(seed).fill(part).length;
  const end = lengthOf(/^.*\{[a-zA-Z]\d+\}/s.exec(template)?.[0] ?? "");
  const start = format.isAnywhere ? lengthOf(/^(.*)\{[a-zA-Z]\d+\}/s.exec(template)?.[1] ?? "") : startOf(format, text);
  return { text, start, end: Math.max(start, end) };
}

function startOf({ openings, between = "" }: SecretFormat, text: string): number {
  const [first] = openings
    .filter((opening) => text.includes(opening))
    .map((opening) => ({ at: text.indexOf(opening), length: opening.length }))
    .toSorted((a, b) => a.at - b.at || b.length - a.length);
  const behind = (first?.at ?? 0) + (first?.length ?? 0);
  const pattern = new RegExp(between, "y");
  pattern.lastIndex = behind;
  return behind + (pattern.exec(text)?.[0].length ?? 0);
}
