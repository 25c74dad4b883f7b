import type { Span } from "../../json/quiet-items.ts";
import { knownAt } from "../../sequence/known-at.ts";
import { countLeading } from "../../sequence/longest-increasing.ts";

/** Makes the question whether a span of a text holds one of some others as a whole; a megabyte may have a hundred thousand of both. */
export function createHolds(spans: readonly Span[]): (holder: Span) => boolean {
  const sorted = spans.toSorted((a, b) => a.start - b.start);
  // The first end of each and all behind it.
  const ends = new Float64Array(sorted.length + 1).fill(Infinity);
  for (let index = sorted.length - 1; index >= 0; index -= 1)
    ends[index] = Math.min(knownAt(ends, index + 1), knownAt(sorted, index).end);
  return ({ start, end }) =>
    knownAt(
      ends,
      countLeading(sorted, (span) => span.start < start),
    ) <= end;
}
