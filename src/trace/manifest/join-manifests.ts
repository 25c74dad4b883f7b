import type { Manifest } from "../model/types.ts";
import { formatRanges, parseRanges, toRanges } from "./ranges.ts";
import { SHORT } from "./write-manifest.ts";

/**
 * The manifest of all parts of a long recording together; undefined if a part has none. It has no chain or signature over all parts:
 * missing and altered exchanges can be identified, but completeness is not proven.
 */
export function joinManifests(parts: readonly (Manifest | undefined)[]): Manifest | undefined {
  const known = parts.filter((part) => part !== undefined);
  if (known.length < parts.length || known.length === 0) return undefined;
  if (known.length === 1) return known[0];
  // An exchange that took long is in a later part than one that began after it.
  const noted = known.flatMap(listNoted).toSorted((a, b) => a.number - b.number);
  const ranges = formatRanges(toRanges(noted.map(({ number }) => number)));
  const seen = Math.max(...known.map((part) => part.seen));
  return { seen, ranges, digests: noted.map(({ digest }) => digest).join(""), chain: "" };
}

function listNoted({ ranges, digests }: Manifest): readonly { readonly number: number; readonly digest: string }[] {
  const noted: { number: number; digest: string }[] = [];
  for (const [from, to] of parseRanges(ranges) ?? []) {
    // A file's metadata may contain anything.
    for (let number = from; number <= to && noted.length * SHORT < digests.length; number += 1) {
      noted.push({ number, digest: digests.slice(noted.length * SHORT, (noted.length + 1) * SHORT) });
    }
  }
  return noted;
}
