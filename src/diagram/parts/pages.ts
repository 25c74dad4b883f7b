import { hash } from "node:crypto";

import type { Walkthrough } from "../../analyze/types.ts";
import { findNumbered } from "../../sequence/numbered.ts";
import type { Span } from "./cut.ts";

/** Maximum number of parts on a page, which is up to 1,000 arrows. */
const MOST_PARTS = 25;

/**
 * Groups parts into pages; one page for up to 25 parts. Names of steps decide where a page ends, so that an additional
 * step moves only parts near it.
 *
 * @param parts in order, of the whole walkthrough
 */
export function cutIntoPages<T extends Span>({ arrows }: Walkthrough, parts: readonly T[]): readonly (readonly T[])[] {
  const rankOf = ({ first }: Span): string => {
    const arrow = findNumbered(arrows, first);
    return hash("sha256", `${arrow?.step} ${arrow?.kind}`, "hex");
  };
  const pages: (readonly T[])[] = [];
  let rest = parts;
  while (rest.length > MOST_PARTS) {
    // A page begins with the part of the lowest rank that leaves the one before at least half full.
    const half = Math.ceil(MOST_PARTS / 2);
    const ranks = rest.slice(half, MOST_PARTS + 1).map(rankOf);
    const least = ranks.reduce((best, one) => (one < best ? one : best));
    const end = half + ranks.indexOf(least);
    pages.push(rest.slice(0, end));
    rest = rest.slice(end);
  }
  return [...pages, rest];
}
