import { groupBy } from "../../sequence/groups.ts";
import type { Step } from "../types.ts";
import type { Candidate } from "./find-groups.ts";

/**
 * Finds requests that were in progress at the same time. The calls that a server makes while it processes a request do
 * not count as simultaneous with that request.
 *
 * @param steps of one client, in the order of their requests
 */
export function findOverlaps(steps: readonly Step[]): readonly Candidate[] {
  const own = new Set(steps.map(({ id }) => id));
  const siblings = groupBy(steps, ({ nestedIn }) => (nestedIn && own.has(nestedIn.step) ? nestedIn.step : ""));
  return Array.from(siblings.entries()).flatMap(([, list]) => findRuns(list));
}

function findRuns(steps: readonly Step[]): readonly Candidate[] {
  const runs: Step[][] = [];
  let busyUntil = 0;
  for (const step of steps) {
    if (step.request.number < busyUntil) runs.at(-1)?.push(step);
    else runs.push([step]);
    busyUntil = Math.max(busyUntil, step.response.number);
  }
  return runs
    .filter((run) => run.length > 1)
    .map((run) => ({ kind: "par", label: `${run.length} requests at the same time`, steps: run }));
}
