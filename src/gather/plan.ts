import { knownAt } from "../sequence/known-at.ts";
import { sortIndexes } from "../sequence/sort-indexes.ts";
import { type ClockOffset, estimateOffsets } from "../trace/clocks/clock-offsets.ts";
import { type NamedPart, nameRecorders } from "./name-recorders.ts";
import { planShards, shardOf } from "./shards.ts";
import { spanOf } from "./span-of.ts";
import type { SurveyedPart } from "./survey.ts";
import { CERTAIN, type Sighting, type Twins, findCertainTwins, findLikelyTwins } from "./twins/find-twins.ts";

/** What will become one trace, and how sure that is. */
export interface Plan {
  readonly parts: readonly NamedPart[];
  /** Sources that others hold all of. */
  readonly repeated: readonly SurveyedPart[];
  /** Names that several sources have. */
  readonly clashes: readonly string[];
  /** What could not be masked in all sources, in words. */
  readonly remarks: readonly string[];
  readonly twins: readonly Twins[];
  /** Which shards of a run there are not, in words. */
  readonly shardGaps: readonly string[];
  /** Microseconds that put the shards of a run one after the other, by recorder. */
  readonly shifts: ReadonlyMap<string, number>;
  /** By recorder. */
  readonly clocks: ReadonlyMap<string, ClockOffset>;
  /** Recorders of one time of which nothing says how their clocks stand to each other. */
  readonly unordered: readonly (readonly [string, string])[];
  /** In the order of the trace. */
  readonly order: readonly Sighting[];
}

/** Decides what the trace will be, whatever the order in which the sources are named. */
export function planGathering(found: readonly SurveyedPart[], remarks: readonly string[] = []): Plan {
  const { parts, repeated, clashes } = nameRecorders(found);
  const sightings = listSightings(parts);
  const { shifts, gaps: shardGaps } = planShards(parts);
  // No two jobs of a run see the same exchange.
  const seen = shifts.size === 0 ? sightings : sightings.filter(({ part }) => shardOf(part) === undefined);
  const certain = parts.length < 2 ? [] : findCertainTwins(seen);
  const clocks = readClocks(parts, certain);
  const startOf = ({ part, index }: Sighting): number => part.marks.startOf(index) + offsetOf({ clocks, shifts }, part);
  const taken = new Set(certain.flatMap(({ asker, answerer }) => [asker, answerer]));
  const likely = parts.length < 2 ? [] : findLikelyTwins(seen, taken, startOf);
  return {
    parts,
    repeated,
    clashes,
    remarks: [...remarks, ...shardGaps],
    shardGaps,
    shifts,
    twins: [...certain, ...likely],
    clocks,
    unordered: findUnordered(parts, clocks),
    order: sortByStart(sightings, startOf),
  };
}

/** By part, and in the order of each. */
function listSightings(parts: readonly NamedPart[]): readonly Sighting[] {
  const sightings: Sighting[] = [];
  for (const part of parts) for (let index = 0; index < part.marks.length; index += 1) sightings.push({ part, index });
  return sightings;
}

/** Those that start together stay as they are: by the names of their recorders. */
function sortByStart(sightings: readonly Sighting[], startOf: (sighting: Sighting) => number): readonly Sighting[] {
  const starts = Float64Array.from(sightings, startOf);
  const order = sortIndexes(starts.length, (index) => knownAt(starts, index));
  return Array.from(order, (index) => knownAt(sightings, index));
}

/** Microseconds to be added to the times of a recorder. */
export function offsetOf({ clocks, shifts }: Pick<Plan, "clocks" | "shifts">, { id }: Pick<NamedPart, "id">): number {
  return (clocks.get(id)?.offset ?? 0) + (shifts.get(id) ?? 0);
}

function readClocks(parts: readonly NamedPart[], twins: readonly Twins[]): Plan["clocks"] {
  const toTimes = ({ part: { id, marks }, index }: Sighting) => ({
    clock: id,
    start: marks.startOf(index),
    end: marks.endOf(index),
  });
  const seen = twins
    .filter(({ by }) => CERTAIN.has(by))
    .map(({ asker, answerer }) => ({ asker: toTimes(asker), answerer: toTimes(answerer) }));
  return estimateOffsets(
    parts.map(({ id }) => id),
    seen,
  );
}

/** What happened at different times by any clock that is not far wrong needs no proof. */
function findUnordered(parts: readonly NamedPart[], clocks: Plan["clocks"]): Plan["unordered"] {
  const spans = parts.flatMap((part) => {
    const clock = clocks.get(part.id);
    const group = clock?.isContradictory === true ? part.id : (clock?.reference ?? part.id);
    return part.marks.length === 0 || shardOf(part) !== undefined ? [] : [{ id: part.id, group, ...spanOf(part) }];
  });
  const pairs: (readonly [string, string])[] = [];
  const sorted = spans.toSorted((a, b) => a.from - b.from || (a.id < b.id ? -1 : 1));
  for (const [index, one] of sorted.entries()) {
    for (let next = index + 1; next < sorted.length; next += 1) {
      const other = sorted[next];
      if (other === undefined || other.from > one.to || pairs.length >= MOST_PAIRS) break;
      if (other.group !== one.group) pairs.push(one.id < other.id ? [one.id, other.id] : [other.id, one.id]);
    }
  }
  return pairs.toSorted(([a, c], [b, d]) => (a === b ? (c < d ? -1 : 1) : a < b ? -1 : 1));
}

/** More are not read. */
const MOST_PAIRS = 1000;
