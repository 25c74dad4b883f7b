import type { Region } from "./parse-page.ts";
import { nameRegion, sumRegion, writeMarker, writeRegion } from "./regions.ts";

/**
 * Manually edited regions are kept and reported (`keep`), overwritten (`overwrite`), or accepted until the trace
 * changes there (`adopt`).
 */
export type Edits = "keep" | "overwrite" | "adopt";

export interface MergedRegion {
  readonly text: string;
  /** `kept`: edited manually, and different from the trace. */
  readonly outcome: "unchanged" | "changed" | "kept" | "overwritten" | "adopted";
}

/** Decides on a region of the page, if the generated page has the region `fresh` of the same name, or none. */
export function mergeRegion(region: Region, fresh: Region | undefined, edits: Edits): MergedRegion {
  if (fresh === undefined) return { text: "", outcome: "changed" };
  const current = sumInner(region);
  const wanted = fresh.sum ?? sumRegion(fresh.inner);
  if (current === wanted && region.sum === wanted && region.adopts === undefined) return unchanged(region);
  if (current === wanted || isUntouched(region, current)) return { text: rewrite(region, fresh), outcome: "changed" };
  if (current === region.sum && region.adopts === wanted && edits !== "overwrite") return unchanged(region);
  if (edits === "overwrite") return { text: rewrite(region, fresh), outcome: "overwritten" };
  if (edits === "adopt") return { text: adopt(region, current, wanted), outcome: "adopted" };
  return { text: region.text, outcome: "kept" };
}

/** Whether someone wrote between its markers. */
export function isEdited(region: Region): boolean {
  return sumInner(region) !== region.sum;
}

function rewrite(region: Region, fresh: Region): string {
  return writeAt(region, fresh) + (region.text.endsWith("\n") ? region.lineEnd : "");
}

function unchanged({ text }: Region): MergedRegion {
  return { text, outcome: "unchanged" };
}

/** A marker written by hand has no checksum; an empty region there waits to be filled. */
function isUntouched({ sum, adopts, inner }: Region, current: string): boolean {
  if (sum === undefined) return inner.trim() === "";
  return sum === current && adopts === undefined;
}

/** The author's text stays, byte for byte; it is accepted until the trace changes. */
function adopt({ id, text, indent, lineEnd, syntax }: Region, current: string, wanted: string): string {
  const begin = writeMarker("begin", `${nameRegion(id)} sum=${current} adopts=${wanted}`, syntax);
  return indent + begin + lineEnd + text.slice(text.indexOf("\n") + 1);
}

/** The state of a region on the page. */
export type Placement = Pick<Region, "indent" | "lineEnd" | "syntax">;

/** The generated region with indentation and line ends of a place, and without a final line end. */
export function writeAt({ indent, lineEnd, syntax }: Placement, fresh: Region): string {
  const lines = writeRegion(fresh.id, fresh.inner, syntax).split("\n");
  return lines.map((line) => (line === "" ? "" : indent + line)).join(lineEnd);
}

function sumInner({ inner, indent }: Region): string {
  if (indent === "") return sumRegion(inner);
  return sumRegion(
    inner.replace(/^[ \t]+/gm, (space) => (space.startsWith(indent) ? space.slice(indent.length) : space)),
  );
}
