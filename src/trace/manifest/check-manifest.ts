import { knownAt } from "../../sequence/known-at.ts";
import type { Manifest } from "../model/types.ts";
import { type Range, countIn, joinRanges, parseRanges, toRanges } from "./ranges.ts";
import { SHORT, type Sign, link, signedText } from "./write-manifest.ts";

/** The exchanges that a trace does not contain as its recorder wrote them, as ranges of numbers from 1. */
export interface ManifestFindings {
  readonly seen: number;
  /** Seen by the recorder, and not in the file. */
  readonly missing: readonly Range[];
  /** In the file, but not as they were. */
  readonly altered: readonly Range[];
  /** Exchanges that no recorder wrote. */
  readonly added: number;
  /** Whether the manifest itself, or the order of the entries that it describes, was altered after the recorder wrote it. */
  readonly isForged: boolean;
  /** Whether the key of its session confirms it. */
  readonly isProven: boolean;
}

/**
 * Compares a file with its recorder's manifest.
 *
 * @param digests of the exchanges in the file, in their order
 * @param sign with the key of the manifest's session, where it is known
 */
export function checkManifest(manifest: Manifest, digests: readonly string[], sign?: Sign): ManifestFindings {
  const ranges = parseRanges(manifest.ranges);
  // A file's metadata may contain anything.
  if (ranges === undefined || !fits(ranges, manifest)) return { ...NOTHING_KNOWN, seen: manifest.seen };
  const numbers = ranges.flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, index) => from + index));
  const expected = numbers.map((_, index) => manifest.digests.slice(index * SHORT, (index + 1) * SHORT));
  const altered: number[] = [];
  const gone: number[] = [];
  const added = compareLists(
    expected,
    digests.map((digest) => digest.slice(0, SHORT)),
    (index, isThere) => (isThere ? altered : gone).push(knownAt(numbers, index)),
  );
  const isWhole = altered.length + gone.length + added === 0;
  const isSigned = sign !== undefined && manifest.proof !== undefined;
  const isForged =
    (isWhole && manifest.chain !== "" && digests.reduce(link, "") !== manifest.chain) ||
    (isSigned && sign(signedText(manifest)) !== manifest.proof);
  return {
    seen: manifest.seen,
    missing: joinRanges([...findGaps(ranges, manifest.seen), ...toRanges(gone)].toSorted(([a], [b]) => a - b)),
    altered: toRanges(altered),
    added,
    isForged,
    isProven: isSigned && !isForged,
  };
}

const NOTHING_KNOWN = { missing: [], altered: [], added: 0, isForged: true, isProven: false } as const;

/** Whether there are as many as there are digests, and none after the last that was seen. */
function fits(ranges: readonly Range[], { seen, digests }: Manifest): boolean {
  return Number.isSafeInteger(seen) && seen >= (ranges.at(-1)?.[1] ?? 0) && countIn(ranges) * SHORT === digests.length;
}

/** The numbers between them, and up to the last exchange that was seen. */
function findGaps(ranges: readonly Range[], seen: number): readonly Range[] {
  const ends = [0, ...ranges.map(([, to]) => to)];
  const starts = [...ranges.map(([from]) => from), seen + 1];
  return ends.flatMap((end, index): readonly Range[] => {
    const start = starts[index] ?? end;
    return end + 1 < start ? [[end + 1, start - 1]] : [];
  });
}

/**
 * Aligns both lists; digests that are missing between two common ones belong to altered exchanges, as far as there are
 * exchanges in their place.
 */
function compareLists(
  expected: readonly string[],
  found: readonly string[],
  tell: (index: number, isThere: boolean) => void,
): number {
  const places = new Map<string, number[]>();
  for (const [index, digest] of found.entries()) {
    const known = places.get(digest);
    if (known === undefined) places.set(digest, [index]);
    else known.push(index);
  }
  let [from, at, added] = [0, 0, 0];
  const closeGap = (to: number, foundTo: number): void => {
    const count = foundTo - at;
    for (let index = from; index < to; index += 1) tell(index, index - from < count);
    added += Math.max(0, count - (to - from));
  };
  for (const [index, digest] of expected.entries()) {
    const own = places.get(digest) ?? [];
    while ((own[0] ?? at) < at) own.shift();
    const next = own[0];
    if (next === undefined) continue;
    own.shift();
    closeGap(index, next);
    [from, at] = [index + 1, next + 1];
  }
  closeGap(expected.length, found.length);
  return added;
}
