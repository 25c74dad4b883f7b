import { knownAt } from "../../sequence/known-at.ts";
import { pick } from "../../sequence/pick.ts";
import { createPlaces } from "../../sequence/places.ts";
import { createTally } from "../../sequence/tally.ts";
import type { Arrow, Fold, Participant } from "../types.ts";
import { improveOrder } from "./improve-order.ts";
import { findShortestOrder } from "./shortest-order.ts";

/**
 * Orders participants so that those that communicate are close to each other, with the caller first. The number of
 * requests between two does not count, because one more request would rearrange the diagram. Equally good orders are
 * decided by first appearance, and so are orders that would make the drawn arrows longer in total.
 *
 * @param participants in the order they appear, the caller first
 */
export function orderParticipants(
  participants: readonly Participant[],
  arrows: readonly Arrow[],
  folds: readonly Fold[],
): readonly Participant[] {
  const placeOf = createPlaces(participants.map(({ id }) => id));
  const counts = createTally<string>();
  for (const [from, to] of listDrawn(arrows, folds)) {
    const ends = [placeOf(from), placeOf(to)];
    const [a, b] = [Math.min(...ends), Math.max(...ends)];
    if (a !== b) counts.add(`${a} ${b}`);
  }
  const links = Array.from(counts.entries(), ([key, count]): Link => {
    const [a = 0, b = 0] = key.split(" ").map(Number);
    return { a, b, count };
  });
  const appearance = participants.map((_, index) => index);
  const count = participants.length;
  const order = count <= MOST_EXACT ? findShortestOrder(count, links) : improveOrder(count, links);
  const best = measureDrawn(order, links) <= measureDrawn(appearance, links) ? order : appearance;
  return pick(participants, best);
}

/** Two participants, by their index, that communicate with each other. */
export interface Link {
  readonly a: number;
  readonly b: number;
  /** Arrows between them. */
  readonly count: number;
}

/** The best order is searched up to this number: work and memory double with each further participant. */
const MOST_EXACT = 14;

function* listDrawn(arrows: readonly Arrow[], folds: readonly Fold[]): Generator<readonly [from: string, to: string]> {
  let next = 0;
  for (const { number, from, to } of arrows) {
    while ((folds[next]?.last ?? Infinity) < number) next += 1;
    if (number < (folds[next]?.first ?? Infinity)) yield [from, to];
  }
}

/** Columns that all drawn arrows cross. */
function measureDrawn(order: readonly number[], links: readonly Link[]): number {
  const columns: number[] = [];
  for (const [column, index] of order.entries()) columns[index] = column;
  return links.reduce((sum, { a, b, count }) => sum + count * Math.abs(knownAt(columns, a) - knownAt(columns, b)), 0);
}
