import { groupBy } from "../sequence/groups.ts";
import { countLeading } from "../sequence/longest-increasing.ts";
import { pick } from "../sequence/pick.ts";
import { type Pair, alignKeys, placePairs } from "./align-keys.ts";
import type { Calls } from "./align-steps.ts";
import type { Call } from "./calls.ts";
import { pickIncreasing } from "./find-common.ts";
import { type Leftover, takeOut } from "./pair-moved.ts";
import { isTailOf } from "./tails.ts";

/**
 * Pairs calls that were changed: at another server, with other query names, with another method, or with a path that ends alike. Only
 * between the same neighbors, so that a step is never explained by a distant one.
 */
export function pairSimilar(calls: Calls, left: Leftover, pairs: readonly Pair[]): readonly Pair[] {
  const chain = pickIncreasing(pairs);
  const gapOf = (side: 0 | 1) => (place: number) => countLeading(chain, (pair) => pair[side] < place);
  const gapsAfter = groupBy(left.after, gapOf(1));
  const found: Pair[] = [];
  for (const [gap, before] of Map.groupBy(left.before, gapOf(0))) {
    const open: Leftover = { before, after: gapsAfter.of(gap) };
    for (const similarity of SIMILARITIES) {
      const matches = pairBy(calls, open, similarity);
      takeOut(open, matches);
      found.push(...matches);
    }
    found.push(...pairPaths(calls, open));
  }
  takeOut(left, found);
  return found;
}

const SIMILARITIES: readonly ((call: Call) => string)[] = [
  ({ step, path, query, name }) => `${step.request.method} ${path} ${query} ${name}`,
  ({ step, path, name }) => `${step.request.method} ${path} ${name}`,
  ({ lane, path, name }) => `${lane} ${path} ${name}`,
];

function pairBy({ before, after }: Calls, open: Leftover, key: (call: Call) => string): readonly Pair[] {
  const keys = pick(before, open.before).map((call) => key(call));
  const keysAfter = pick(after, open.after).map((call) => key(call));
  return placePairs(alignKeys(keys, keysAfter), [open.before, open.after]);
}

/** Looks only a few steps ahead: beyond that, a changed step cannot be distinguished from steps that were added and removed. */
const FURTHEST = 8;

function pairPaths({ before, after }: Calls, open: Leftover): readonly Pair[] {
  const pairs: Pair[] = [];
  let next = 0;
  for (const place of open.before) {
    const call = before[place];
    const candidates = open.after.slice(next, next + FURTHEST);
    const partner = candidates.find((candidate) => isSimilar(call, after[candidate]));
    if (partner === undefined) continue;
    pairs.push([place, partner]);
    next += candidates.indexOf(partner) + 1;
  }
  return pairs;
}

function isSimilar(a: Call | undefined, b: Call | undefined): boolean {
  if (a === undefined || b === undefined || a.step.request.method !== b.step.request.method) return false;
  return a.name === b.name && isTailOf(a.tail, b.tail);
}
