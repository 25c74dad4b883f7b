import type { ClockOffset } from "../trace/clocks/clock-offsets.ts";
import type { NamedPart } from "./name-recorders.ts";
import { shardOf } from "./shards.ts";
import { spanOf } from "./span-of.ts";

/** Simultaneous recorders whose clocks cannot be related to each other. */
export interface Unordered {
  /** All of them, in the order of their names. */
  readonly ids: readonly string[];
  /** The pairs of them; if there are many, the first ones. */
  readonly pairs: readonly (readonly [string, string])[];
}

interface Span {
  readonly id: string;
  /** What those have in common whose clocks are related. */
  readonly group: string;
  readonly from: number;
  readonly to: number;
}

/** Recordings that do not overlap by their own clocks are taken to be in that order: how wrong a clock may be is unknown. */
export function findUnordered(parts: readonly NamedPart[], clocks: ReadonlyMap<string, ClockOffset>): Unordered {
  const spans = parts.flatMap((part): readonly Span[] => {
    const clock = clocks.get(part.id);
    const group = clock?.isContradictory === true ? part.id : (clock?.reference ?? part.id);
    return part.marks.length === 0 || shardOf(part) !== undefined ? [] : [{ id: part.id, group, ...spanOf(part) }];
  });
  const sorted = spans.toSorted((a, b) => a.from - b.from || (a.id < b.id ? -1 : 1));
  return { ids: listIds(sorted), pairs: listPairs(sorted) };
}

function listPairs(sorted: readonly Span[]): Unordered["pairs"] {
  const pairs: (readonly [string, string])[] = [];
  for (const [index, one] of sorted.entries()) {
    for (let next = index + 1; next < sorted.length; next += 1) {
      const other = sorted[next];
      if (other === undefined || other.from > one.to || pairs.length >= MOST_PAIRS) break;
      if (other.group !== one.group) pairs.push(one.id < other.id ? [one.id, other.id] : [other.id, one.id]);
    }
  }
  return pairs.toSorted(([a, c], [b, d]) => (a === b ? (c < d ? -1 : 1) : a < b ? -1 : 1));
}

/** Of 10,000 recorders there may be 50 million. */
const MOST_PAIRS = 1000;

/** Finds an exchange of another group that overlaps: the one before it that ends last, or the next one. */
function listIds(sorted: readonly Span[]): readonly string[] {
  const ids = new Set<string>();
  const last = createBest(({ to }) => to);
  for (const span of sorted) {
    if ((last.besides(span.group)?.to ?? -Infinity) >= span.from) ids.add(span.id);
    last.add(span);
  }
  const next = createBest(({ from }) => -from);
  for (const span of sorted.toReversed()) {
    if ((next.besides(span.group)?.from ?? Infinity) <= span.to) ids.add(span.id);
    next.add(span);
  }
  return [...ids].toSorted();
}

/** The best so far, and the best of any other group. */
function createBest(rank: (span: Span) => number): {
  readonly add: (span: Span) => void;
  readonly besides: (group: string) => Span | undefined;
} {
  let best: Span | undefined;
  let other: Span | undefined;
  return {
    add: (span) => {
      if (best === undefined || rank(span) > rank(best)) {
        if (best?.group !== span.group) other = best;
        best = span;
      } else if (span.group !== best.group && (other === undefined || rank(span) > rank(other))) other = span;
    },
    besides: (group) => (best?.group === group ? other : best),
  };
}
