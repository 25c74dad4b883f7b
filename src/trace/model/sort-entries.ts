import { isLazy } from "../stream/lazy-list.ts";
import { toMicroseconds } from "./start-time.ts";
import type { Entry } from "./types.ts";

/** The entries in the order of their start; where it is the same they keep their order. */
export function sortByStart(entries: readonly Entry[]): readonly Entry[] {
  if (isLazy(entries)) return entries;
  const dated = entries.map((entry) => ({ entry, start: toMicroseconds(entry.startedDateTime) }));
  const isSorted = dated.every(({ start }, index) => (dated[index - 1]?.start ?? -Infinity) <= start);
  return isSorted ? entries : dated.toSorted((a, b) => a.start - b.start).map(({ entry }) => entry);
}
