import type { Reference } from "./references.ts";

/** What to do about a number in prose. */
export function describeReference({ before, after, isFixed, mayCount }: Reference): string {
  if (isFixed) return `${before} is ${after} now`;
  if (after === undefined) return `${before} refers to a removed arrow`;
  return `${before} is now ${after}${mayCount ? ", if it refers to an arrow" : ""}`;
}
