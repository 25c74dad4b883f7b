import { sortIndexesOnce } from "../sequence/sort-indexes.ts";
import { type ClockOffset, type SeenTwice, estimateOffsets } from "../trace/clocks/clock-offsets.ts";
import { type NamedPart, nameRecorders } from "./name-recorders.ts";
import { planShards, shardOf } from "./shards.ts";
import type { SurveyedPart } from "./survey.ts";
import { findCopies } from "./twins/find-copies.ts";
import { type Times, findCertainTwins, findLikelyTwins, findTriedTwins } from "./twins/find-twins.ts";
import { type Sightings, listSightings, startOf } from "./twins/sightings.ts";
import { CERTAIN, type TwinBook, createTwinBook } from "./twins/twin-book.ts";
import { type Unordered, findUnordered } from "./unordered.ts";

/** What will become one trace, and how sure that is. */
export interface Plan {
  readonly parts: readonly NamedPart[];
  /** Sources that others hold all of. */
  readonly repeated: readonly SurveyedPart[];
  /** Names that several sources have. */
  readonly clashes: readonly string[];
  /** What could not be masked in all sources, in words. */
  readonly remarks: readonly string[];
  readonly sightings: Sightings;
  readonly twins: TwinBook;
  /** Which shards of a run there are not, in words. */
  readonly shardGaps: readonly string[];
  /** Microseconds that put the shards of a run one after the other, by recorder. */
  readonly shifts: ReadonlyMap<string, number>;
  /** By recorder. */
  readonly clocks: ReadonlyMap<string, ClockOffset>;
  readonly unordered: Unordered;
  /** Numbers of sightings, in the order of the trace. */
  readonly order: Uint32Array;
}

/** Plans the trace, regardless of the order in which the sources are named. */
export function planGathering(found: readonly SurveyedPart[], remarks: readonly string[] = []): Plan {
  const { parts, repeated, clashes } = nameRecorders(found);
  const sightings = listSightings(parts);
  const { shifts, gaps: shardGaps } = planShards(parts);
  // No two jobs of a run see the same exchange.
  const jobs = new Set(shifts.size === 0 ? [] : parts.filter((part) => shardOf(part) !== undefined));
  const isMeant = (sighting: number): boolean => jobs.size === 0 || !jobs.has(sightings.partOf(sighting));
  const searched = { sightings, isMeant };
  const twins = createTwinBook(sightings.length);
  const readTimes = (): Times & Pick<Plan, "clocks"> => {
    const clocks = readClocks(parts, sightings, twins);
    const offsets = new Map(parts.map((part) => [part, offsetOf({ clocks, shifts }, part)]));
    return {
      clocks,
      commonStartOf: (sighting) => startOf(sightings, sighting) + (offsets.get(sightings.partOf(sighting)) ?? 0),
      isDoubtful: (sighting) => clocks.get(sightings.partOf(sighting).id)?.isContradictory === true,
    };
  };
  if (parts.length > 1) {
    findCopies(searched, twins);
    findCertainTwins(searched, twins);
    findTriedTwins(searched, twins, readTimes());
  }
  const { clocks, ...times } = readTimes();
  if (parts.length > 1) findLikelyTwins(searched, twins, times);
  return {
    parts,
    repeated,
    clashes,
    remarks: [...remarks, ...shardGaps],
    shardGaps,
    shifts,
    sightings,
    twins,
    clocks,
    unordered: findUnordered(parts, clocks),
    // Equal starts keep their order: by the names of their recorders.
    order: sortIndexesOnce(sightings.length, times.commonStartOf),
  };
}

/** Microseconds to be added to the times of a recorder. */
export function offsetOf({ clocks, shifts }: Pick<Plan, "clocks" | "shifts">, { id }: Pick<NamedPart, "id">): number {
  return (clocks.get(id)?.offset ?? 0) + (shifts.get(id) ?? 0);
}

function readClocks(parts: readonly NamedPart[], { partOf, indexOf }: Sightings, twins: TwinBook): Plan["clocks"] {
  const toTimes = (sighting: number): SeenTwice["asker"] => {
    const [{ id, marks }, index] = [partOf(sighting), indexOf(sighting)];
    return { clock: id, start: marks.startOf(index), end: marks.endOf(index) };
  };
  function* listSeen(): Generator<SeenTwice> {
    for (const { asker, answerer, by } of twins) {
      if (CERTAIN.has(by)) yield { asker: toTimes(asker), answerer: toTimes(answerer) };
    }
  }
  return estimateOffsets(
    parts.map(({ id }) => id),
    listSeen(),
  );
}
