import { listEqual } from "../../sequence/equal-groups.ts";
import { groupBy } from "../../sequence/groups.ts";
import { knownAt } from "../../sequence/known-at.ts";
import { createTally } from "../../sequence/tally.ts";
import type { TokenKind } from "../marks.ts";
import { type Sightings, durationOf, isTimed, startOf } from "./sightings.ts";
import type { TwinBook, Twins } from "./twin-book.ts";

/** Exchanges, and which of them are considered. */
export interface Searched {
  readonly sightings: Sightings;
  readonly isMeant: (sighting: number) => boolean;
}

/** Adds twins that headers identify, regardless of the clocks. */
export function findCertainTwins(searched: Searched, book: TwinBook): void {
  const pair: Rule["pair"] = (group) => pairByDuration(group, searched.sightings);
  for (const [by, kind] of IDENTIFYING) pairUp(searched, book, { by, kind, pair });
}

const IDENTIFYING = [
  ["traceparent", "traceparent"],
  ["request-id", "requestId"],
] as const;

/** By the clocks that certain twins have put right. */
export interface Times {
  /** Time by the common clock, microseconds. */
  readonly commonStartOf: (sighting: number) => number;
  /** Whether the clock of its recorder contradicts others. */
  readonly isDoubtful: (sighting: number) => boolean;
}

/**
 * Adds twins among several tries that have the same header: which one is which is proven by the times. Doubtful clocks
 * prove nothing.
 */
export function findTriedTwins({ sightings, isMeant }: Searched, book: TwinBook, times: Times): void {
  const isProven = (sighting: number): boolean => isMeant(sighting) && !times.isDoubtful(sighting);
  const isWithin = createWithin(sightings, times);
  const pair: Rule["pair"] = (group) =>
    splitTries(group, sightings, times).flatMap((one) => {
      const pairs = pairByDuration(one, sightings);
      return pairs.every(([asker, answerer]) => isWithin(asker, answerer)) ? pairs : [];
    });
  for (const [by, kind] of IDENTIFYING) pairUp({ sightings, isMeant: isProven }, book, { by, kind, pair });
}

/** One try begins after the one before has ended. */
function splitTries(
  group: readonly number[],
  sightings: Sightings,
  { commonStartOf }: Times,
): readonly (readonly number[])[] {
  const tries: number[][] = [];
  let end = -Infinity;
  for (const sighting of group.toSorted((a, b) => commonStartOf(a) - commonStartOf(b) || a - b)) {
    const start = commonStartOf(sighting);
    if (start < end) tries.at(-1)?.push(sighting);
    else tries.push([sighting]);
    end = Math.max(end, start + durationOf(sightings, sighting));
  }
  return tries.map((one) => one.toSorted((a, b) => a - b));
}

/**
 * Adds twins that only times and content identify. A false one is worse than a missed one: two exchanges are twins only if nothing else
 * matches.
 */
export function findLikelyTwins(searched: Searched, book: TwinBook, times: Times): void {
  const { sightings } = searched;
  const isWithin = createWithin(sightings, times);
  const pair: Rule["pair"] = (group) => pairByTime(group, sightings, isWithin);
  pairUp(searched, book, { by: "connection", kind: "port", pair });
  pairUp(searched, book, { by: "content", kind: "likeness", pair });
}

type IsWithin = (asker: number, answerer: number) => boolean;

/** Whether a server could have handled an exchange while its client waited. */
function createWithin(sightings: Sightings, { commonStartOf }: Times): IsWithin {
  return (asker, answerer) => {
    if (!isTimed(sightings, asker) || !isTimed(sightings, answerer)) return false;
    const [from, start] = [commonStartOf(asker), commonStartOf(answerer)];
    const [asked, took] = [durationOf(sightings, asker), durationOf(sightings, answerer)];
    return asked > took && start >= from - SLACK && start + took <= from + asked + SLACK;
  };
}

/** Microseconds by which clocks of one machine are read apart. */
const SLACK = 2000;

interface Rule {
  readonly by: Twins["by"];
  /** What twins have in common, in addition to the call. */
  readonly kind: TokenKind;
  /** Of those of one call that have it in common, in ascending order. */
  readonly pair: (group: readonly number[]) => readonly Pair[];
}

function pairUp({ sightings, isMeant }: Searched, book: TwinBook, { by, kind, pair }: Rule): void {
  const { partOf, indexOf } = sightings;
  const isLeft = (sighting: number): boolean => isMeant(sighting) && !book.isTaken(sighting);
  const callOf = (sighting: number): string => partOf(sighting).marks.callOf(indexOf(sighting));
  for (const alike of listAlike({ sightings, isMeant: isLeft }, kind)) {
    for (const [, group] of groupBy(alike, callOf).entries()) {
      for (const [asker, answerer] of pair(group)) book.add({ asker, answerer, by });
    }
  }
}

/** Only groups of several: a table of all, most of them single, would take more memory than everything else. */
function listAlike({ sightings, isMeant }: Searched, kind: TokenKind): Iterable<readonly number[]> {
  const { length, partOf, indexOf } = sightings;
  const tokens = new Float64Array(length);
  for (let sighting = 0; sighting < length; sighting += 1) {
    if (isMeant(sighting)) tokens[sighting] = partOf(sighting).marks.tokenOf(kind, indexOf(sighting));
  }
  return listEqual(tokens);
}

type Pair = readonly [asker: number, answerer: number];

/**
 * Exchanges with the same header are one exchange on its way from the first sender to the last; a client has waited longer than its server
 * took. Each recorder saw it once, or once as it arrived and once as it was passed on.
 */
function pairByDuration(group: readonly number[], sightings: Sightings): readonly Pair[] {
  if (group.length > MOST_HOPS) return [];
  const { partOf } = sightings;
  const perRecorder = groupBy(group, partOf);
  const isHandedOn = Array.from(perRecorder.entries()).every(
    ([, own]) => own.length === 1 || (own.length === 2 && isNested(own, sightings)),
  );
  if (!isHandedOn) return [];
  // Numbers of sightings are in the order of the names of their recorders.
  const sorted = group.toSorted((a, b) => durationOf(sightings, b) - durationOf(sightings, a) || a - b);
  const pairs: Pair[] = [];
  for (let index = 0; index + 1 < sorted.length; index += 1) {
    const [asker, answerer] = [knownAt(sorted, index), knownAt(sorted, index + 1)];
    if (partOf(asker) === partOf(answerer)) continue;
    pairs.push([asker, answerer]);
    index += 1;
  }
  return pairs;
}

const MOST_HOPS = 12;

/** Whether, by their common clock, one was sent while the other was in progress. */
function isNested(pair: readonly number[], sightings: Sightings): boolean {
  const spans = pair.map((sighting) => {
    const from = startOf(sightings, sighting);
    return { from, to: from + durationOf(sightings, sighting) };
  });
  const [from, to] = [Math.min(...spans.map((span) => span.from)), Math.max(...spans.map((span) => span.to))];
  return spans.some((span) => span.from === from && span.to === to);
}

/** Only where each is the only one that fits the other. */
function pairByTime(group: readonly number[], { partOf }: Sightings, isWithin: IsWithin): readonly Pair[] {
  // Of a call that is made all the time, some fit by chance.
  if (group.length > MOST_ALIKE) return [];
  const fits = group.flatMap((asker) =>
    group.flatMap((answerer): readonly Pair[] =>
      partOf(asker) !== partOf(answerer) && isWithin(asker, answerer) ? [[asker, answerer]] : [],
    ),
  );
  const counts = createTally<number>();
  for (const sighting of fits.flat()) counts.add(sighting);
  return fits.filter((pair) => pair.every((sighting) => counts.of(sighting) === 1));
}

const MOST_ALIKE = 400;
