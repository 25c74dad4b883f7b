import { matchParts } from "../../sequence/match-parts.ts";

/** A path segment that is the name of a file: `report.csv` → `report`, `.csv`. The ending is "" if there is none. */
export function splitEnding(segment: string): { readonly stem: string; readonly ending: string } {
  const [, stem, ending] = matchParts(/^([^.]+)((?:\.[a-z][a-z\d]{1,4}){1,2})$/i, segment);
  return stem === undefined || ending === undefined ? { stem: segment, ending: "" } : { stem, ending };
}
