import { UserError } from "../errors.ts";
import { isOrphan } from "./orphans.ts";
import { type PagePart, parsePage, type Region } from "./parse-page.ts";

export function isRegion(part: PagePart): part is Region {
  return part.kind === "region";
}

/** Parts with markers around them: regions, and orphaned prose. */
export function countMarked(parts: readonly PagePart[]): number {
  return parts.filter((part) => isRegion(part) || isOrphan(part)).length;
}

/** The parts of a page; none where its markers are broken. */
export function parseWhole(text: string): readonly PagePart[] {
  try {
    return parsePage(text);
  } catch (error) {
    if (error instanceof UserError) return [];
    throw error;
  }
}
