import { groupBy } from "../sequence/groups.ts";
import { findFirstCause } from "./first-cause.ts";
import { namePlace } from "./tell-difference.ts";
import type { AlignedStep, Comparison, Difference } from "./types.ts";

/** The most important fact: `The recordings diverge at (7) GET /v2/images/{id}: 200 OK → 404 Not Found`. */
export function toHeadline(comparison: Comparison): string {
  const cause = findFirstCause(comparison);
  if (cause === undefined) return "No differences.";
  const { step, error } = cause;
  if (error !== undefined) return `The recordings diverge at ${nameStep(step)}: ${showDifference(error)}`;
  const isOfValues = step.differences.every(({ level }) => level === "value");
  if (isOfValues) return `Only values differ, first at ${nameStep(step)}: ${explain(step)}`;
  return `The recordings diverge at ${nameStep(step)}: ${explain(step)}`;
}

/** Earlier differences, and why they are not named first: `Before it differ: (3) GET /roles.` */
function explainOrder(comparison: Comparison): readonly string[] {
  const { earlier = [], because = "" } = findFirstCause(comparison) ?? {};
  if (earlier.length === 0) return [];
  const named = earlier.slice(0, NAMED).map(nameStep).join(", ");
  const more = earlier.length > NAMED ? ` and ${earlier.length - NAMED} more` : "";
  return [`Earlier differences: ${named}${more}.`, `Shown first because ${because}.`];
}

const NAMED = 3;

/** `4 steps the same, 1 changed, 1 added`, and the number of hidden differences. */
export function toCounts(comparison: Comparison): readonly string[] {
  const { steps, leftOut } = comparison;
  const counts = groupBy(steps, ({ change }) => change);
  const order = ["same", "changed", "moved", "added", "removed", "repeated"] as const;
  const parts = order.flatMap((change) => {
    const count = counts.of(change).length;
    return count === 0 ? [] : [`${count} ${change}`];
  });
  const left = leftOut === 0 ? [] : [`${leftOut} hidden: run-to-run noise, or below --level.`];
  return [...explainOrder(comparison), `Steps: ${parts.join(", ") || "none"}.`, ...left];
}

/** `(7) GET /v2/images/{id}`, and `(7→9)` where the number differs. */
export function nameStep({ before, after, call }: AlignedStep): string {
  const isBoth = before !== undefined && after !== undefined && before !== after;
  return `(${isBoth ? `${before}→${after}` : (after ?? before)}) ${call}`;
}

/** The same, with how a step failed that only one recording has: `(5) GET /items: 503 Service Unavailable`. */
export function titleOf(step: AlignedStep): string {
  return step.failure === undefined ? nameStep(step) : `${nameStep(step)}: ${step.failure}`;
}

/** `response status: 200 OK → 404 Not Found` */
export function showDifference({ place, before, after }: Difference): string {
  return `${namePlace(place)}: ${showChange(before, after)}`;
}

/** The status matters most; its name is omitted. */
function explain({ change, differences, failure }: AlignedStep): string {
  const failed = failure === undefined ? "" : `, ${failure}`;
  if (change === "added") return `only in the second${failed}`;
  if (change === "removed") return `only in the first${failed}`;
  const status = differences.find(({ place, level }) => place.at === "status" && level !== "value");
  if (status !== undefined) return showChange(status.before, status.after);
  const [first] = differences;
  return first === undefined ? "" : showDifference(first);
}

function showChange(before: string | undefined, after: string | undefined): string {
  if (before === undefined) return after === undefined ? "only in one" : `only in the second: ${after}`;
  return after === undefined ? `only in the first: ${before}` : `${before} → ${after}`;
}
