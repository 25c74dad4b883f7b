import { knownAt } from "../../sequence/known-at.ts";
import type { Step } from "../types.ts";
import { describeChange } from "./describe-change.ts";
import type { Candidate } from "./find-groups.ts";

/** Fewer requests of one kind are all shown. */
const FEWEST = 3;

/**
 * Finds a request that was repeated, each time after the previous one had ended.
 *
 * @param steps of one client, in the order of their requests
 */
export function findPolling(steps: readonly Step[]): readonly Candidate[] {
  const runs: Step[][] = [];
  for (const step of steps) {
    const before = runs.at(-1)?.at(-1);
    if (before !== undefined && isSameQuestion(before, step)) runs.at(-1)?.push(step);
    else runs.push([step]);
  }
  return runs.filter((run) => run.length >= FEWEST).map(toCandidate);
}

/** A safe request for the same resource. */
function isSameQuestion(before: Step, after: Step): boolean {
  return (
    (after.request.method === "GET" || after.request.method === "HEAD") &&
    after.request.method === before.request.method &&
    toQuestion(after.request.url) === toQuestion(before.request.url) &&
    before.response.number < after.request.number &&
    after.retryOf === undefined &&
    after.redirectOf === undefined
  );
}

/** A poll's own counter, or its value against caching, changes each time; a page of a list is a different request. */
function toQuestion(url: string): string {
  return url.replaceAll(/(?<=[?&])(?:_|t|ts|time|timestamp|since|nonce|wait|index)=[^&]*/gi, "");
}

function toCandidate(steps: readonly Step[]): Candidate {
  const change = describeChange(steps);
  const count = `${steps.length} times, ${describeDuration(steps)}`;
  return {
    kind: "loop",
    label: change === undefined ? count : `until ${change} (${count})`,
    steps,
  };
}

/** From the first request to the end of the last response: `350 ms`, `21 s`, `3 min`. */
function describeDuration(steps: readonly Step[]): string {
  const [first, last] = [knownAt(steps, 0).time, knownAt(steps, steps.length - 1).time];
  const milliseconds = last.start + last.duration - first.start;
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  return milliseconds < 120_000 ? `${Math.round(milliseconds / 1000)} s` : `${Math.round(milliseconds / 60_000)} min`;
}
