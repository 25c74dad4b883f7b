import { knownAt } from "../../sequence/known-at.ts";
import type { Link } from "./order-participants.ts";

/**
 * The order with the shortest links in sum, 0 first; of several, the one nearest to 0, 1, 2, …
 *
 * Each link is as long as there are gaps between columns that it crosses. How many cross a gap depends only on which
 * participants are left of it, so the best way to go on from each set of them is found once.
 */
export function findShortestOrder(count: number, links: readonly Link[]): readonly number[] {
  const neighbours = Array.from({ length: count }, () => 0);
  for (const { a, b } of links) {
    neighbours[a] = knownAt(neighbours, a) | (1 << b);
    neighbours[b] = knownAt(neighbours, b) | (1 << a);
  }
  const all = (1 << count) - 1;
  const crossing = new Uint16Array(all + 1);
  const rest = new Uint16Array(all + 1);
  for (let set = 1; set <= all; set += 1) {
    // One more on the left: its links to the right cross from now on, those to the left no longer do.
    const added = 31 - Math.clz32(set);
    const before = set & ~(1 << added);
    const own = knownAt(neighbours, added);
    crossing[set] = knownAt(crossing, before) + countBits(own & ~set) - countBits(own & before);
  }
  const costOf = (set: number, next: number): number => {
    const after = set | (1 << next);
    return knownAt(crossing, after) + knownAt(rest, after);
  };
  const open = (set: number): readonly number[] =>
    Array.from({ length: count }, (_, index) => index).filter((index) => (set & (1 << index)) === 0);
  for (let set = all - 1; set > 0; set -= 1) {
    let least = Infinity;
    for (let next = 0; next < count; next += 1)
      if ((set & (1 << next)) === 0) least = Math.min(least, costOf(set, next));
    rest[set] = least;
  }
  const order = count === 0 ? [] : [0];
  for (let set = 1; set < all;) {
    const best = open(set).reduce((one, other) => (costOf(set, other) < costOf(set, one) ? other : one));
    order.push(best);
    set |= 1 << best;
  }
  return order;
}

function countBits(set: number): number {
  let bits = 0;
  for (let left = set; left !== 0; left &= left - 1) bits += 1;
  return bits;
}
