import { listEqual } from "../../sequence/equal-groups.ts";
import { groupBy } from "../../sequence/groups.ts";
import { knownAt } from "../../sequence/known-at.ts";
import { createTally } from "../../sequence/tally.ts";
import type { NamedPart } from "../name-recorders.ts";
import type { Searched } from "./find-twins.ts";
import { type Call, isSameCall, toCall } from "./same-call.ts";
import { type Sightings, durationOf, isMeasured, isTimed, startOf } from "./sightings.ts";
import type { TwinBook } from "./twin-book.ts";

/**
 * Adds exchanges that one recorder wrote into several files, as a browser does if its network log is exported twice: nothing about them differs,
 * not even their times. By chance, exchanges of two recorders may be like this, so two files are of one recorder only if several have the same times,
 * and if most of what one of them has of their common time is in the other. Times that no clock measured prove nothing.
 */
export function findCopies({ sightings, isMeant }: Searched, book: TwinBook): void {
  const { partOf } = sightings;
  const clusters = Array.from(listAlike({ sightings, isMeant })).flatMap((group) => toClusters(group, sightings));
  if (clusters.length === 0) return;
  const isOfOne = judgePairs(clusters, sightings);
  for (const cluster of clusters) {
    const kept: Copy[] = [];
    for (const copy of cluster.toSorted((a, b) => Number(b.hasBody) - Number(a.hasBody) || a.sighting - b.sighting)) {
      const original = kept.find(({ sighting }) => isOfOne(partOf(sighting), partOf(copy.sighting)));
      if (original === undefined) kept.push(copy);
      else book.add({ asker: original.sighting, answerer: copy.sighting, by: "copy" });
    }
  }
}

interface Copy {
  readonly sighting: number;
  /** Whether the file has the body of the response; a browser exports only those that it still has. */
  readonly hasBody: boolean;
}

/** Groups with the same method, path, request body, status, and times. */
function* listAlike({ sightings, isMeant }: Searched): Generator<readonly number[]> {
  const { length, partOf, indexOf } = sightings;
  const likenessOf = (sighting: number): number => partOf(sighting).marks.tokenOf("likeness", indexOf(sighting));
  const sums = new Float64Array(length);
  for (let sighting = 0; sighting < length; sighting += 1) {
    if (!isMeant(sighting) || !isTimed(sightings, sighting)) continue;
    sums[sighting] = likenessOf(sighting) + startOf(sightings, sighting) + durationOf(sightings, sighting);
  }
  // Different ones may have the same sum.
  const exactly = (sighting: number): string =>
    [likenessOf(sighting), startOf(sightings, sighting), durationOf(sightings, sighting)].join(" ");
  for (const group of listEqual(sums)) {
    for (const [, alike] of groupBy(group, exactly).entries()) if (alike.length > 1) yield alike;
  }
}

/** The same call in several files, once in each. */
function toClusters(group: readonly number[], { partOf, indexOf }: Sightings): readonly (readonly Copy[])[] {
  const clusters: { readonly call: Call; readonly parts: Set<NamedPart>; readonly copies: Copy[] }[] = [];
  if (group.every((sighting) => partOf(sighting) === partOf(knownAt(group, 0)))) return [];
  for (const sighting of group) {
    const part = partOf(sighting);
    const call = toCall(part.entryAt(indexOf(sighting)));
    const copy = { sighting, hasBody: call.entry.response.content.text !== undefined };
    const own = clusters.find((cluster) => !cluster.parts.has(part) && isSameCall(cluster.call, call));
    if (own !== undefined) {
      own.parts.add(part);
      own.copies.push(copy);
    } else if (clusters.length < MOST_CLUSTERS) clusters.push({ call, parts: new Set([part]), copies: [copy] });
  }
  return clusters.flatMap(({ copies }) => (copies.length > 1 ? [copies] : []));
}

/** So many different calls at the same microsecond are nothing that a recorder saw, and each is compared with each. */
const MOST_CLUSTERS = 16;

/** Says of which pairs of files the clusters prove that one recorder wrote them. */
function judgePairs(
  clusters: readonly (readonly Copy[])[],
  sightings: Sightings,
): (one: NamedPart, other: NamedPart) => boolean {
  const { partOf } = sightings;
  const counts = createTally<string>();
  const proofs = new Map<string, Map<number, number>>();
  const toKey = (one: NamedPart, other: NamedPart): string => JSON.stringify([one.id, other.id].toSorted());
  for (const copies of clusters) {
    const parts = copies.slice(0, MOST_COMPARED).map(({ sighting }) => partOf(sighting));
    const { sighting } = knownAt(copies, 0);
    const [start, took] = [startOf(sightings, sighting), durationOf(sightings, sighting)];
    const isCoarse = took % MILLISECOND === 0;
    // Whole seconds are what a log has, and the times of two hosts that do something once a minute.
    if (start % SECOND === 0 && isCoarse) continue;
    const weight = isCoarse && start % MILLISECOND === 0 ? ENOUGH / 4 : ENOUGH / 2;
    for (const [index, one] of parts.entries()) {
      for (const other of parts.slice(index + 1)) {
        const key = toKey(one, other);
        counts.add(key);
        const own = proofs.get(key) ?? new Map<number, number>();
        proofs.set(key, own);
        if (own.size < MOST_PROOFS) own.set(start, Math.max(weight, own.get(start) ?? 0));
      }
    }
  }
  const known = new Map<string, boolean>();
  return (one, other) => {
    const key = toKey(one, other);
    const found = known.get(key) ?? (isEnough(proofs.get(key)) && counts.of(key) * 2 >= countCommon(one, other));
    known.set(key, found);
    return found;
  };
}

const SECOND = 1_000_000;
const MILLISECOND = 1000;

/** What one exchange proves is half of it, or a quarter if its times are whole milliseconds, as those of another recorder may be by chance. */
const ENOUGH = 4;

/** However many of them are coarse, this many are enough. */
const MOST_PROOFS = 4;

/** @param proofs by their starts: whatever begins at one moment is one coincidence */
function isEnough(proofs: ReadonlyMap<number, number> = new Map()): boolean {
  return proofs.values().reduce((sum, weight) => sum + weight, 0) >= ENOUGH;
}

/** Of more files with one exchange, only those that the first ones prove to be of their recorder are recognized. */
const MOST_COMPARED = 20;

/** The measured exchanges from the time that both cover, in the file that has fewer of them. */
function countCommon(one: NamedPart, other: NamedPart): number {
  const [own, others] = [startsOf(one), startsOf(other)];
  const from = Math.max(own.first, others.first);
  const to = Math.min(own.last, others.last);
  const count = ({ starts }: Starts): number => starts.filter((start) => start >= from && start <= to).length;
  return Math.min(count(own), count(others));
}

interface Starts {
  readonly starts: readonly number[];
  readonly first: number;
  readonly last: number;
}

function startsOf(part: NamedPart): Starts {
  const { marks } = part;
  const starts = Array.from({ length: marks.length }, (_, index) => index)
    .filter((index) => isMeasured(part, index))
    .map((index) => marks.startOf(index));
  return {
    starts,
    first: starts.reduce((least, start) => Math.min(least, start), Infinity),
    last: starts.reduce((most, start) => Math.max(most, start), -Infinity),
  };
}
