import type { Group, Walkthrough } from "../analyze/types.ts";

/** Numbers of the first and the last arrow. */
export interface ArrowRange {
  readonly from: number;
  readonly to: number;
}

/**
 * A part of a walkthrough: its arrows with their numbers, the participants of these, and the steps that are at least partly in it. A frame
 * that extends beyond it is cut; a fold that does is opened, because its arrows were requested.
 */
export function partOf(walkthrough: Walkthrough, { from, to }: ArrowRange): Walkthrough {
  const isInside = (number: number): boolean => number >= from && number <= to;
  const arrows = walkthrough.arrows.filter(({ number }) => isInside(number));
  const taking = new Set(arrows.flatMap((arrow) => [arrow.from, arrow.to]));
  const has = new Set(arrows.map(({ step }) => step));
  return {
    ...walkthrough,
    arrows,
    participants: walkthrough.participants.filter(({ id }) => taking.has(id)),
    steps: walkthrough.steps.filter(({ id }) => has.has(id)),
    groups: walkthrough.groups
      .filter(({ first, last }) => first <= to && last >= from)
      .map(({ kind, label, first, last }): Group => ({
        kind,
        label,
        first: Math.max(first, from),
        last: Math.min(last, to),
      })),
    folds: walkthrough.folds.filter(({ first, last }) => isInside(first) && isInside(last)),
  };
}
