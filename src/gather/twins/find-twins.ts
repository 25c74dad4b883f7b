import { groupBy } from "../../sequence/groups.ts";
import { knownAt } from "../../sequence/known-at.ts";
import { sortIndexes } from "../../sequence/sort-indexes.ts";
import { createTally } from "../../sequence/tally.ts";
import type { TokenKind } from "../marks.ts";
import { type Sightings, durationOf, startOf } from "./sightings.ts";
import type { TwinBook, Twins } from "./twin-book.ts";

/** Exchanges, and which of them are considered. */
export interface Searched {
  readonly sightings: Sightings;
  readonly isMeant: (sighting: number) => boolean;
}

/** Adds twins that headers identify, regardless of the clocks. */
export function findCertainTwins(searched: Searched, book: TwinBook): void {
  pairUp(searched, book, { by: "traceparent", kind: "traceparent" });
  pairUp(searched, book, { by: "request-id", kind: "requestId" });
}

/**
 * Adds twins that only times and content identify. A false one is worse than a missed one: two exchanges are twins only if nothing else
 * matches.
 *
 * @param commonStartOf time by the common clock
 */
export function findLikelyTwins(searched: Searched, book: TwinBook, commonStartOf: (sighting: number) => number): void {
  const { sightings } = searched;
  const isWithin = (asker: number, answerer: number): boolean => {
    const [from, start] = [commonStartOf(asker), commonStartOf(answerer)];
    const [asked, took] = [durationOf(sightings, asker), durationOf(sightings, answerer)];
    return asked > took && start >= from - SLACK && start + took <= from + asked + SLACK;
  };
  pairUp(searched, book, { by: "connection", kind: "port", isWithin });
  pairUp(searched, book, { by: "content", kind: "likeness", isWithin });
}

/** Microseconds by which clocks of one machine are read apart. */
const SLACK = 2000;

interface Rule {
  readonly by: Twins["by"];
  /** What twins have in common, in addition to the call. */
  readonly kind: TokenKind;
  readonly isWithin?: (asker: number, answerer: number) => boolean;
}

function pairUp({ sightings, isMeant }: Searched, book: TwinBook, { by, kind, isWithin }: Rule): void {
  const { partOf, indexOf } = sightings;
  const isLeft = (sighting: number): boolean => isMeant(sighting) && !book.isTaken(sighting);
  const callOf = (sighting: number): string => partOf(sighting).marks.callOf(indexOf(sighting));
  for (const alike of listAlike({ sightings, isMeant: isLeft }, kind)) {
    for (const [, group] of groupBy(alike, callOf).entries()) {
      const pairs = isWithin ? pairByTime(group, sightings, isWithin) : pairByDuration(group, sightings);
      for (const [asker, answerer] of pairs) book.add({ asker, answerer, by });
    }
  }
}

/** Only groups of several: a table of all, most of them single, would take more memory than everything else. */
function* listAlike({ sightings, isMeant }: Searched, kind: TokenKind): Generator<readonly number[]> {
  const { length, partOf, indexOf } = sightings;
  const tokenOf = (sighting: number): number => partOf(sighting).marks.tokenOf(kind, indexOf(sighting));
  const tokens = Float64Array.from({ length }, (_, sighting) => (isMeant(sighting) ? tokenOf(sighting) : 0));
  const known = new Uint32Array(length).map((_, sighting) => sighting).filter((sighting) => tokens[sighting] !== 0);
  const order = sortIndexes(known.length, (index) => knownAt(tokens, knownAt(known, index)));
  const sightingAt = (place: number): number => knownAt(known, knownAt(order, place));
  for (let [from, to] = [0, 0]; from < order.length; from = to) {
    const token = knownAt(tokens, sightingAt(from));
    for (to = from + 1; to < order.length && knownAt(tokens, sightingAt(to)) === token;) to += 1;
    if (to - from > 1) yield Array.from({ length: to - from }, (_, index) => sightingAt(from + index));
  }
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
function pairByTime(
  group: readonly number[],
  { partOf }: Sightings,
  isWithin: NonNullable<Rule["isWithin"]>,
): readonly Pair[] {
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
