import { knownAt } from "../../sequence/known-at.ts";
import type { Link } from "./order-participants.ts";

/**
 * An order with shorter links than 0, 1, 2, …, for more participants than can be permuted: each one that can be closer to those it
 * communicates with moves there, until none can. 0 stays first.
 */
export function improveOrder(count: number, links: readonly Link[]): readonly number[] {
  const order = Array.from({ length: count }, (_, index) => index);
  if (count > MOST) return order;
  const neighbours = order.map((): number[] => []);
  for (const { a, b } of links) {
    neighbours[a]?.push(b);
    neighbours[b]?.push(a);
  }
  for (let round = 0; round < ROUNDS; round += 1) {
    let hasMoved = false;
    for (let one = 1; one < count; one += 1) hasMoved = move(one, order, neighbours) || hasMoved;
    if (!hasMoved) break;
  }
  return order;
}

/** A larger diagram is unreadable, and each round takes quadratic time. */
const MOST = 400;
const ROUNDS = 10;

/** Moves one participant to where all links are shortest; returns whether it moved. */
function move(one: number, order: number[], neighbours: readonly (readonly number[])[]): boolean {
  const [best, gain] = findPlace(one, order, neighbours);
  if (gain <= 0) return false;
  order.splice(order.indexOf(one), 1);
  order.splice(best, 0, one);
  return true;
}

/** Walks away from the place in both directions, one exchange with the next participant at a time. */
function findPlace(
  one: number,
  order: readonly number[],
  neighbours: readonly (readonly number[])[],
): readonly [place: number, gain: number] {
  const own = new Set(neighbours[one]);
  const columns: number[] = [];
  for (const [column, index] of order.entries()) columns[index] = column;
  const from = knownAt(columns, one);
  let best: readonly [place: number, gain: number] = [from, 0];
  for (const direction of [-1, 1]) {
    let gain = 0;
    for (let place = from + direction; place >= 1 && place < order.length; place += direction) {
      const other = knownAt(order, place);
      // Its links to participants ahead become shorter by one, all others longer; for the participant that it passes,
      // it is the reverse.
      for (const neighbour of own) {
        if (neighbour === other) continue;
        gain += Math.sign(knownAt(columns, neighbour) - place) === direction ? 1 : -1;
      }
      for (const neighbour of knownAt(neighbours, other)) {
        if (neighbour === one) continue;
        gain += Math.sign(knownAt(columns, neighbour) - place) === direction ? -1 : 1;
      }
      if (gain > best[1]) best = [place, gain];
    }
  }
  return best;
}
