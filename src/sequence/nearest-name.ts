import { knownAt } from "./known-at.ts";

/**
 * The probable meaning of an unknown name: a pointer to a member of the same name elsewhere, or else the name with the fewest different
 * letters, if these are at most a third. Case is ignored.
 */
export function findNearestName(wanted: string, names: Iterable<string>): string | undefined {
  let nearest: string | undefined;
  let least = Infinity;
  for (const name of names) {
    const limit = isSameMember(wanted, name) ? Infinity : Math.max(1, Math.floor(wanted.length / 3));
    // A letter less or more is a difference at least.
    if (Math.abs(wanted.length - name.length) > limit) continue;
    const distance = countEdits(wanted.toLowerCase(), name.toLowerCase());
    if (distance > limit) continue;
    const rank = limit === Infinity ? distance / MANY : distance;
    if (rank >= least) continue;
    [nearest, least] = [name, rank];
  }
  return nearest;
}

/** ` Did you mean "get-images"?`, after the sentence about an unknown name; empty if none is near. */
export function adviseNearest(wanted: string, names: Iterable<string>): string {
  const nearest = findNearestName(wanted, names);
  return nearest === undefined ? "" : ` Did you mean "${nearest}"?`;
}

/** More than any pointer has letters. */
const MANY = 1e6;

/** `/image/tags/0` and `/tags/0`; indexes alone are no evidence. */
function isSameMember(one: string, other: string): boolean {
  const tail = findTail(one);
  return tail !== undefined && tail === findTail(other);
}

/** `/tags/0` */
function findTail(pointer: string): string | undefined {
  return /\/[^/]*[^/\d][^/]*(?:\/\d+)*$/.exec(pointer)?.[0];
}

/** Letters to put in, take out or change, and neighbors to swap (optimal string alignment). */
function countEdits(one: string, other: string): number {
  let before: readonly number[] = [];
  let above: readonly number[] = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row += 1) {
    const line = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const change = knownAt(above, column - 1) + (one[row - 1] === other[column - 1] ? 0 : 1);
      const isSwap = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      const swap = isSwap ? knownAt(before, column - 2) + 1 : Infinity;
      line.push(Math.min(change, swap, knownAt(above, column) + 1, knownAt(line, column - 1) + 1));
    }
    [before, above] = [above, line];
  }
  return knownAt(above, other.length);
}
