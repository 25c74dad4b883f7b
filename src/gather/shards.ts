import { countOf } from "../sequence/count-of.ts";
import { groupBy } from "../sequence/groups.ts";
import { listFew } from "../sequence/list-few.ts";
import { type Shard, readShard } from "../trace/read-shard.ts";
import type { NamedPart } from "./name-recorders.ts";
import { spanOf } from "./span-of.ts";

/** Parts of one run that several jobs recorded at the same time, as one job would have recorded them one after the other. */
export interface Shards {
  /** Microseconds to be added to the times of a recorder, by its id, so that each shard begins when the one before has ended. */
  readonly shifts: ReadonlyMap<string, number>;
  /** Which shards there are not, and which there are twice, in words. */
  readonly gaps: readonly string[];
}

export function planShards(parts: readonly NamedPart[]): Shards {
  const placed = parts.flatMap((part) => {
    const place = shardOf(part);
    return place === undefined ? [] : [{ part, ...place }];
  });
  const byCount = groupBy(placed, ({ count }) => count);
  const shifts = new Map<string, number>();
  const gaps: string[] = [];
  for (const [count, own] of Array.from(byCount.entries()).toSorted(([a], [b]) => a - b)) {
    const sorted = own.toSorted((a, b) => a.index - b.index || (a.part.id < b.part.id ? -1 : 1));
    let end: number | undefined;
    for (const { part } of sorted) {
      if (part.length === 0) continue;
      const { from, to } = spanOf(part);
      const shift = end === undefined ? 0 : end + PAUSE - from;
      shifts.set(part.id, shift);
      end = to + shift;
    }
    gaps.push(
      ...describeGaps(
        sorted.map(({ index }) => index),
        count,
      ),
    );
  }
  if (Array.from(byCount.entries()).length > 1) {
    gaps.push("The shards have different totals, so they belong to different runs.");
  }
  return { shifts, gaps };
}

/** Microseconds between two shards. */
const PAUSE = 1000;

/** The shard of a recorder; undefined if its trace is not a shard. */
export function shardOf({ log }: Pick<NamedPart, "log">): Shard | undefined {
  return readShard(log._wirewalk?.shard ?? "");
}

function describeGaps(indexes: readonly number[], count: number): readonly string[] {
  const there = new Set(indexes);
  const missing = Array.from({ length: count }, (_, index) => index + 1).filter((index) => !there.has(index));
  const twice = [...there].filter((index) => indexes.indexOf(index) !== indexes.lastIndexOf(index));
  const list = (numbers: readonly number[]): string =>
    `${numbers.length === 1 ? "shard" : "shards"} ${listFew(numbers, LISTED)} of ${count}`;
  return [
    ...(missing.length > 0
      ? [
          `Of ${countOf(count, "shard")}, ${missing.length} ${missing.length === 1 ? "is" : "are"} missing: ${list(missing)}.`,
        ]
      : []),
    ...(twice.length > 0
      ? [`There is more than one recording of ${list(twice)}; the trace contains all of them.`]
      : []),
  ];
}

const LISTED = 20;
