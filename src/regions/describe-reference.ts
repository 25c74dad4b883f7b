import type { Reference } from "./references.ts";

/** What is to be done about a number in prose. */
export function describeReference({ before, after, isFixed, mayCount }: Reference): string {
  if (isFixed) return `${before} is ${after} now`;
  if (after === undefined) return `${before} means an arrow that is gone`;
  return `${before} has to be ${after} now${mayCount ? ", if it counts arrows" : ""}`;
}
