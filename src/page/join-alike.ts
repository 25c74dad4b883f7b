import type { Walkthrough } from "../analyze/types.ts";

/** Draws participants with the same one of these labels as one, because readers could not distinguish them. */
export function joinAlike(walkthrough: Walkthrough, labels: ReadonlySet<string>): Walkthrough {
  const { participants, steps, arrows } = walkthrough;
  const firsts = new Map<string, string>();
  const ids = new Map<string, string>();
  for (const { id, label } of participants) {
    if (!labels.has(label)) continue;
    const first = firsts.get(label) ?? id;
    firsts.set(label, first);
    if (first !== id) ids.set(id, first);
  }
  if (ids.size === 0) return walkthrough;
  const join = (id: string): string => ids.get(id) ?? id;
  return {
    ...walkthrough,
    participants: participants.filter(({ id }) => !ids.has(id)),
    steps: steps.map((step) => Object.assign({}, step, { client: join(step.client), server: join(step.server) })),
    arrows: arrows.map((arrow) => Object.assign({}, arrow, { from: join(arrow.from), to: join(arrow.to) })),
  };
}
