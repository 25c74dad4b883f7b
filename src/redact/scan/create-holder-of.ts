import type { Span } from "../../json/quiet-items.ts";
import { countLeading } from "../../sequence/longest-increasing.ts";

/** Makes the question which of some spans of a text, in order and without overlaps, holds another one. */
export function createHolderOf<Holder extends Span>(spans: readonly Holder[]): (inner: Span) => Holder | undefined {
  return ({ start, end }) => {
    const before = spans[countLeading(spans, (span) => span.start <= start) - 1];
    return before !== undefined && end <= before.end ? before : undefined;
  };
}
