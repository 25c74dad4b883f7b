import { groupBy } from "../../sequence/groups.ts";
import { knownAt } from "../../sequence/known-at.ts";
import { sortIndexes } from "../../sequence/sort-indexes.ts";
import { createTally } from "../../sequence/tally.ts";
import type { Entry } from "../../trace/model/types.ts";
import type { TokenKind } from "../marks.ts";
import type { NamedPart } from "../name-recorders.ts";

/** One exchange as one recorder saw it. */
export interface Sighting {
  readonly part: NamedPart;
  readonly index: number;
}

/** The same exchange seen by who asked and by who answered. */
export interface Twins {
  readonly asker: Sighting;
  readonly answerer: Sighting;
  readonly by: NonNullable<Entry["_twinBy"]>;
}

/** Who has told something by its own header is certain; the others are likely. */
export const CERTAIN: ReadonlySet<Twins["by"]> = new Set(["traceparent", "request-id"]);

/** Twins that headers tell, whatever the clocks say. */
export function findCertainTwins(sightings: readonly Sighting[]): readonly Twins[] {
  const taken = new Set<Sighting>();
  return [
    ...pairUp(sightings, taken, { by: "traceparent", kind: "traceparent" }),
    ...pairUp(sightings, taken, { by: "request-id", kind: "requestId" }),
  ];
}

/**
 * Twins that only times and content tell. A false one is worse than one that is missed: it is one only where nothing else fits.
 *
 * @param taken those that have a twin already
 * @param startOf time by the clock that all are brought to
 */
export function findLikelyTwins(
  sightings: readonly Sighting[],
  taken: Set<Sighting>,
  startOf: (sighting: Sighting) => number,
): readonly Twins[] {
  const isWithin = (asker: Sighting, answerer: Sighting): boolean => {
    const [from, start] = [startOf(asker), startOf(answerer)];
    return start >= from - SLACK && start + durationOf(answerer) <= from + durationOf(asker) + SLACK;
  };
  const left = sightings.filter((sighting) => !taken.has(sighting));
  return [
    ...pairUp(left, taken, { by: "connection", kind: "port", isWithin }),
    ...pairUp(left, taken, { by: "content", kind: "likeness", isWithin }),
  ];
}

/** Microseconds by which clocks of one machine are read apart. */
const SLACK = 2000;

interface Rule {
  readonly by: Twins["by"];
  /** What twins have in common, beside the call. */
  readonly kind: TokenKind;
  readonly isWithin?: (asker: Sighting, answerer: Sighting) => boolean;
}

function pairUp(sightings: readonly Sighting[], taken: Set<Sighting>, { by, kind, isWithin }: Rule): readonly Twins[] {
  const found: Twins[] = [];
  const left = sightings.filter((one) => !taken.has(one));
  for (const alike of listAlike(left, kind)) {
    for (const [, group] of groupBy(alike, ({ part, index }) => part.marks.callOf(index)).entries()) {
      for (const [asker, answerer] of isWithin ? pairByTime(group, isWithin) : pairByDuration(group)) {
        taken.add(asker).add(answerer);
        found.push({ asker, answerer, by });
      }
    }
  }
  return found;
}

/** Those of which there are several, together: a table of all, of which most are by themselves, would take more memory than the rest. */
function* listAlike(sightings: readonly Sighting[], kind: TokenKind): Generator<readonly Sighting[]> {
  const tokens = Float64Array.from(sightings, ({ part, index }) => part.marks.tokenOf(kind, index));
  const order = sortIndexes(tokens.length, (index) => knownAt(tokens, index));
  const tokenAt = (place: number): number => tokens[order[place] ?? -1] ?? 0;
  for (let [from, to] = [0, 0]; from < order.length; from = to) {
    for (to = from + 1; to < order.length && tokenAt(to) === tokenAt(from);) to += 1;
    if (to - from < 2 || tokenAt(from) === 0) continue;
    yield Array.from(order.subarray(from, to), (index) => knownAt(sightings, index));
  }
}

type Pair = readonly [asker: Sighting, answerer: Sighting];

/**
 * What has the same header is seen on the way from the first to the last who passed it on; who asked has waited longer than who answered
 * took. Each recorder saw it once, or once as it came and once as it went on.
 */
function pairByDuration(group: readonly Sighting[]): readonly Pair[] {
  if (group.length > MOST_HOPS) return [];
  const perRecorder = groupBy(group, ({ part }) => part);
  const isOdd = Array.from(perRecorder.entries()).some(([, own]) => own.length > 2);
  if (isOdd) return [];
  const sorted = group.toSorted((a, b) => durationOf(b) - durationOf(a) || (a.part.id < b.part.id ? -1 : 1));
  const pairs: Pair[] = [];
  for (let index = 0; index + 1 < sorted.length; index += 1) {
    const [asker, answerer] = [sorted[index], sorted[index + 1]];
    if (asker === undefined || answerer === undefined || asker.part === answerer.part) continue;
    pairs.push([asker, answerer]);
    index += 1;
  }
  return pairs;
}

const MOST_HOPS = 12;

/** Only where each is the only one that fits the other. */
function pairByTime(group: readonly Sighting[], isWithin: NonNullable<Rule["isWithin"]>): readonly Pair[] {
  // Of a call that is made all the time, some fit by chance.
  if (group.length < 2 || group.length > MOST_ALIKE) return [];
  const fits = group.flatMap((asker) =>
    group.flatMap((answerer): readonly Pair[] =>
      asker.part !== answerer.part && durationOf(asker) > durationOf(answerer) && isWithin(asker, answerer)
        ? [[asker, answerer]]
        : [],
    ),
  );
  const counts = createTally<Sighting>();
  for (const sighting of fits.flat()) counts.add(sighting);
  return fits.filter((pair) => pair.every((sighting) => counts.of(sighting) === 1));
}

const MOST_ALIKE = 400;

function durationOf({ part: { marks }, index }: Sighting): number {
  return marks.endOf(index) - marks.startOf(index);
}
