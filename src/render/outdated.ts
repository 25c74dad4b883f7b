import { parsePage, type Region } from "./parse-page.ts";
import { nameRegion } from "./regions.ts";

/** A region that does not say what it should. */
export interface OutdatedRegion {
  /** `step=get-images part=request` */
  readonly name: string;
  /** Of its first marker, from 1; 0 where the page does not have it. */
  readonly line: number;
  /** What it says between its markers, and what it should; "" where there is none. */
  readonly before: string;
  readonly after: string;
}

/** The regions in which two states of one page differ, in the order of the second; the lines are those of the first. */
export function listOutdated(existing: string, wanted: string): readonly OutdatedRegion[] {
  const left = new Map(regionsOf(existing).map((region) => [nameRegion(region.id), region]));
  const changed = regionsOf(wanted).flatMap((region): OutdatedRegion[] => {
    const name = nameRegion(region.id);
    const old = left.get(name);
    left.delete(name);
    if (old?.text === region.text) return [];
    return [{ name, line: old?.line ?? 0, before: old?.inner ?? "", after: region.inner }];
  });
  return [...changed, ...Array.from(left, ([name, { line, inner }]) => ({ name, line, before: inner, after: "" }))];
}

function regionsOf(page: string): readonly Region[] {
  return parsePage(page).filter((part): part is Region => part.kind === "region");
}
