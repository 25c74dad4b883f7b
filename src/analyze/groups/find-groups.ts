import { createGroups, type Groups as Lists } from "../../sequence/groups.ts";
import { knownAt } from "../../sequence/known-at.ts";
import type { Group, Step } from "../types.ts";
import { findOverlaps } from "./overlaps.ts";
import { findPolling } from "./polling.ts";
import { findRepeats } from "./repeats.ts";
import { findTries } from "./tries.ts";

/** Steps of one client that may belong together, in the order of their requests. */
export interface Candidate extends Pick<Group, "kind" | "label"> {
  readonly steps: readonly Step[];
}

interface Groups {
  readonly groups: readonly Group[];
  /** Steps that only repeat others, and the number of a request that is like them. */
  readonly likes: ReadonlyMap<string, number>;
}

/**
 * Finds the groups of a walkthrough. A group contains only its own steps and the calls made on their behalf; `par` contains everything that
 * happened in the meantime. If two groups would cross, retries win over polling, and both win over `par`.
 *
 * @param steps in the order of their requests, with their nesting
 */
export function findGroups(steps: readonly Step[]): Groups {
  const inner = collectInner(steps);
  const lanes = [...Map.groupBy(steps, ({ client }) => client).values()];
  const whole = [...lanes.flatMap(findTries), ...lanes.flatMap(findPolling)].filter((one) => isWhole(one, inner));
  const groups: Group[] = [];
  const likes = new Map<string, number>();
  for (const candidate of [...whole, ...lanes.flatMap(findOverlaps)]) {
    const group: Group = { kind: candidate.kind, label: candidate.label, ...toRange(candidate.steps) };
    if (groups.some((other) => crosses(group, other))) continue;
    groups.push(group);
    if (group.kind !== "loop") continue;
    for (const [id, number] of findRepeats(candidate.steps, inner)) likes.set(id, number);
  }
  const folded = new Set(
    steps.flatMap(({ id, request, response }) => (likes.has(id) ? [request.number, response.number] : [])),
  );
  // The content of a fold is not shown, so a frame cannot begin or end there.
  const shown = groups.filter(({ first, last }) => !folded.has(first) && !folded.has(last));
  return { groups: shown.toSorted((one, other) => one.first - other.first || other.last - one.last), likes };
}

/** The steps nested in each step, at any depth. */
export type Inner = Pick<Lists<string, Step>, "of">;

function collectInner(steps: readonly Step[]): Inner {
  const inner = createGroups<string, Step>();
  // A nested step comes after its outer step, so when going backward, everything below a step is known.
  for (const step of steps.toReversed()) {
    if (step.nestedIn === undefined) continue;
    for (const one of [step, ...inner.of(step.id)]) inner.add(step.nestedIn.step, one);
  }
  return inner;
}

/** Whether there is nothing else between the first arrow and the last. */
function isWhole({ steps }: Candidate, inner: Inner): boolean {
  const { first, last } = toRange(steps);
  const count = steps.reduce((sum, { id }) => sum + 1 + inner.of(id).length, 0);
  return last - first + 1 === 2 * count;
}

function toRange(steps: readonly Step[]): Pick<Group, "first" | "last"> {
  return {
    first: knownAt(steps, 0).request.number,
    last: steps.reduce((last, { response }) => Math.max(last, response.number), 0),
  };
}

/** Two groups of the same arrows would contradict each other. */
function crosses(one: Group, other: Group): boolean {
  const [a, b] = other.first < one.first ? [other, one] : [one, other];
  return (a.first < b.first && b.first <= a.last && a.last < b.last) || (a.first === b.first && a.last === b.last);
}
