import type { Region } from "./parse-page.ts";
import { sumRegion, writeRegion } from "./regions.ts";

/** What is done with regions that the author edited. */
export type HandEdits = "keep" | "overwrite" | "adopt";

export interface RefreshedRegion {
  readonly text: string;
  /** The author edited it, and it says something else than the trace. */
  readonly isEdited: boolean;
}

/** A region with what the trace says now. Where it says the same already, it stays byte for byte. */
export function refreshRegion(region: Region, fresh: Region, edits: HandEdits): RefreshedRegion {
  if (region.isKept || region.sum === fresh.sum) {
    const isEdited = !region.isKept && isHandEdited(region);
    return isEdited ? settleEdit(region, fresh, edits) : { text: region.text, isEdited: false };
  }
  if (isHandEdited(region) && sumInner(region) !== fresh.sum) return settleEdit(region, fresh, edits);
  return { text: write(region, fresh.inner), isEdited: false };
}

function settleEdit(region: Region, fresh: Region, edits: HandEdits): RefreshedRegion {
  if (edits === "overwrite") return { text: write(region, fresh.inner), isEdited: true };
  if (edits === "adopt") return { text: write(region, unindent(region), true), isEdited: true };
  return { text: region.text, isEdited: true };
}

/** With the line ends and the indentation that the region has on the page. */
function write(region: Region, inner: string, isKept = false): string {
  const { indent, lineEnd } = region;
  const lines = writeRegion(region.id, inner.replaceAll("\r\n", "\n"), isKept).split("\n");
  const text = lines.map((line) => (line === "" ? "" : indent + line)).join(lineEnd);
  const byteOrderMark = region.text.startsWith("\uFEFF") ? "\uFEFF" : "";
  return byteOrderMark + text + (region.text.endsWith("\n") ? lineEnd : "");
}

/** A marker written by hand has no checksum; an empty region there waits to be filled. */
function isHandEdited(region: Region): boolean {
  if (region.sum === undefined) return region.inner.trim() !== "";
  return sumInner(region) !== region.sum;
}

function sumInner(region: Region): string {
  return sumRegion(unindent(region));
}

function unindent({ inner, indent }: Region): string {
  if (indent === "") return inner;
  return inner.replace(/^[ \t]+/gm, (space) => (space.startsWith(indent) ? space.slice(indent.length) : space));
}
