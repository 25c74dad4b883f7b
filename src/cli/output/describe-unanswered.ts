import type { SaveSummary } from "../../record/capture/save.ts";

/** How many reasons are listed at most. */
const LISTED = 5;

/** `, 1 without a response: connection refused by 127.0.0.1:1` */
export function describeUnanswered(unanswered: SaveSummary["unanswered"], what = "without a response"): string {
  const count = unanswered.reduce((sum, one) => sum + one.count, 0);
  if (count === 0) return "";
  const reasons = unanswered.slice(0, LISTED).map(({ reason }) => reason);
  const more = unanswered.length > LISTED ? "; …" : "";
  return `, ${count} ${what}: ${reasons.join("; ")}${more}`;
}
