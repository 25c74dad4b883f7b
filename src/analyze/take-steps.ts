import type { ArrowPair } from "./arrow-pairs.ts";
import type { Arrow, Step, Walkthrough } from "./types.ts";

/** Some steps of a walkthrough, with these numbers: their arrows, their participants, and frames that contain only them. */
export function takeSteps(walkthrough: Walkthrough, pairs: ReadonlyMap<string, ArrowPair>): Walkthrough {
  const steps = walkthrough.steps.flatMap((step): readonly Step[] => {
    const pair = pairs.get(step.id);
    if (pair === undefined) return [];
    const { request, response } = step;
    return [
      { ...step, request: { ...request, number: pair.request }, response: { ...response, number: pair.response } },
    ];
  });
  const renamed = new Map<number, number>();
  const arrows = walkthrough.arrows
    .flatMap((arrow): readonly Arrow[] => {
      const pair = pairs.get(arrow.step);
      if (pair === undefined) return [];
      const number = arrow.kind === "request" ? pair.request : pair.response;
      renamed.set(arrow.number, number);
      return [{ ...arrow, number }];
    })
    .toSorted((one, other) => one.number - other.number);
  const taking = new Set(arrows.flatMap(({ from, to }) => [from, to]));
  return {
    ...walkthrough,
    steps,
    arrows,
    participants: walkthrough.participants.filter(({ id }) => taking.has(id)),
    groups: walkthrough.groups.flatMap((group) => {
      const [first, last] = [renamed.get(group.first), renamed.get(group.last)];
      const isWhole = first !== undefined && last !== undefined && isAllShown(group, renamed);
      return isWhole ? [{ ...group, first, last }] : [];
    }),
    // The caller requested these steps.
    folds: [],
    notes: (walkthrough.notes ?? []).flatMap((note) => {
      const arrow = renamed.get(note.arrow);
      return arrow === undefined ? [] : [{ ...note, arrow }];
    }),
  };
}

function isAllShown(
  { first, last }: { readonly first: number; readonly last: number },
  shown: ReadonlyMap<number, number>,
): boolean {
  for (let number = first; number <= last; number += 1) if (!shown.has(number)) return false;
  return true;
}
