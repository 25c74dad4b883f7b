import { knownAt } from "../../sequence/known-at.ts";
import type { Link } from "./order-participants.ts";

/**
 * The order with the smallest total length of links, 0 first; of several, the one nearest to 0, 1, 2, …
 *
 * Each link is as long as there are gaps between columns that it crosses. How many cross a gap depends only on which participants are left
 * of it, so the best continuation from each set of them is computed once.
 */
export function findShortestOrder(count: number, links: readonly Link[]): readonly number[] {
  const all = (1 << count) - 1;
  const costs = countCrossing(count, links);
  const costOf = (set: number, next: number): number => knownAt(costs, set | (1 << next));
  for (let set = all - 1; set > 0; set -= 1) {
    let least = Infinity;
    for (let next = 0; next < count; next += 1)
      if ((set & (1 << next)) === 0) least = Math.min(least, costOf(set, next));
    // From here on, the cost from this set to the end.
    costs[set] = knownAt(costs, set) + least;
  }
  const open = (set: number): readonly number[] =>
    Array.from({ length: count }, (_, index) => index).filter((index) => (set & (1 << index)) === 0);
  const order = count === 0 ? [] : [0];
  for (let set = 1; set < all;) {
    const best = open(set).reduce((one, other) => (costOf(set, other) < costOf(set, one) ? other : one));
    order.push(best);
    set |= 1 << best;
  }
  return order;
}

/** For each set of participants, how many links cross the gap to its right when the set is on the left. */
function countCrossing(count: number, links: readonly Link[]): Uint16Array {
  const neighbours = Array.from({ length: count }, () => 0);
  for (const { a, b } of links) {
    neighbours[a] = knownAt(neighbours, a) | (1 << b);
    neighbours[b] = knownAt(neighbours, b) | (1 << a);
  }
  const crossing = new Uint16Array(1 << count);
  for (let set = 1; set < crossing.length; set += 1) {
    // A further participant on the left: its links to the right now cross the gap, and its links to the left no longer do.
    const added = 31 - Math.clz32(set);
    const before = set & ~(1 << added);
    const own = knownAt(neighbours, added);
    crossing[set] = knownAt(crossing, before) + countBits(own & ~set) - countBits(own & before);
  }
  return crossing;
}

function countBits(set: number): number {
  let bits = 0;
  for (let left = set; left !== 0; left &= left - 1) bits += 1;
  return bits;
}
