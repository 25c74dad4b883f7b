import { hash } from "node:crypto";

import type { Arrow, Walkthrough } from "../../analyze/types.ts";
import { knownAt } from "../../sequence/known-at.ts";
import { listNumbers } from "../../sequence/numbered.ts";
import { createTally } from "../../sequence/tally.ts";
import { createWidthMeter } from "./width.ts";

/** Arrows that follow one another, by the numbers of the first and the last. */
export interface Span {
  readonly first: number;
  readonly last: number;
}

/** The number of arrows that a reader can still grasp, and a page width that needs little scrolling. */
const MOST_ARROWS = 40;
const WIDEST = 1200;

/** A part has as many arrows at least, however wide. */
const FEWEST_ARROWS = 8;

/**
 * Cuts a walkthrough into parts of at most 40 arrows and about 1,200 pixels; one part where it needs no cut. It is cut
 * between top-level calls if possible, otherwise where the fewest calls wait, and only as a last resort inside a frame;
 * never inside a fold. Between equally good places, the names of steps decide, so that an additional step moves only
 * the cuts near it.
 */
export function cutIntoParts(walkthrough: Walkthrough): readonly Span[] {
  const { arrows, folds } = walkthrough;
  const costs = priceCuts(walkthrough);
  const folded = listNumbers(folds);
  const spans: Span[] = [];
  for (let begin = 0; begin < arrows.length;) {
    const end = findEnd(walkthrough, { begin, costs, folded });
    spans.push({ first: knownAt(arrows, begin).number, last: knownAt(arrows, end - 1).number });
    begin = end;
  }
  return spans;
}

/** Cost of a cut after each arrow, by index: calls that are waiting there, and frames, which weigh more. Infinite inside a fold. */
function priceCuts({ arrows, folds, groups, steps }: Walkthrough): readonly number[] {
  const changes = createTally<number>();
  const add = (first: number, last: number, cost: number): void => {
    changes.add(first, cost);
    changes.add(last, -cost);
  };
  for (const { request, response } of steps) add(request.number, response.number, 1);
  for (const { first, last } of groups) add(first, last, FRAME_COST);
  for (const { first, last } of folds) add(first, last, FOLD_COST);
  let cost = 0;
  return arrows.map(({ number }) => (cost += changes.of(number)));
}

/** More than any number of calls that wait. */
const FRAME_COST = 1e6;
const FOLD_COST = 1e12;

interface Cutting {
  readonly begin: number;
  readonly costs: readonly number[];
  /** Numbers of the arrows that are not drawn. */
  readonly folded: ReadonlySet<number>;
}

interface Candidate {
  /** Index after the last arrow of the part. */
  readonly end: number;
  readonly cost: number;
  readonly isLong: boolean;
}

function findEnd({ arrows, participants }: Walkthrough, { begin, costs, folded }: Cutting): number {
  const candidates: Candidate[] = [];
  const measureWith = createWidthMeter(participants);
  let count = 0;
  let width = 0;
  for (let end = begin + 1; end <= arrows.length; end += 1) {
    const arrow = knownAt(arrows, end - 1);
    if (!folded.has(arrow.number)) {
      count += 1;
      width = measureWith(arrow);
    }
    const isFull = count > MOST_ARROWS || (count > FEWEST_ARROWS && width > WIDEST);
    const cost = knownAt(costs, end - 1);
    if (isFull && candidates.length > 0) return chooseCut(arrows, candidates);
    if (cost < FOLD_COST) candidates.push({ end, cost, isLong: count > MOST_ARROWS / 2 });
  }
  return arrows.length;
}

function chooseCut(arrows: readonly Arrow[], candidates: readonly Candidate[]): number {
  const least = Math.min(...candidates.map(({ cost }) => cost));
  const good = candidates.filter(({ cost }) => cost === least);
  const long = good.filter(({ isLong }) => isLong);
  if (long.length === 0) return good.at(-1)?.end ?? arrows.length;
  const [best] = long.toSorted((a, b) => (rank(arrows[a.end]) < rank(arrows[b.end]) ? -1 : 1));
  return best?.end ?? arrows.length;
}

/** It has no meaning, but it is the same for a step wherever the step is. */
function rank(arrow: Arrow | undefined): string {
  return hash("sha256", `${arrow?.step} ${arrow?.kind}`, "hex");
}
