import { basename, dirname, join } from "node:path";

import { namesIn } from "./names-in.ts";
import { removeFile } from "./remove-file.ts";

/** The file of one part of a long recording: `app.000001.har`. */
export function partFileOf(file: string, part: number): string {
  return `${stemOf(file)}.${String(part).padStart(6, "0")}.har`;
}

/** How the parts of a recording are named together: `app.*.har`. */
export function partPatternOf(file: string): string {
  return `${stemOf(file)}.*.har`;
}

/** The parts of a recording that are there, and their journals, in their order. */
export function listParts(file: string): readonly string[] {
  const start = `${basename(stemOf(file))}.`;
  return namesIn(dirname(file))
    .toSorted()
    .filter((name) => name.startsWith(start) && /^\d{6,}\.har(?:\.journal)?$/.test(name.slice(start.length)))
    .map((name) => join(dirname(file), name));
}

/** The existing parts before one of them; none for the first part, or for a file that is not a part. */
export function listPartsBefore(part: string): readonly string[] {
  const file = part.replace(/\.\d{6,}\.har$/, ".har");
  return file === part ? [] : listParts(file).filter((one) => one.endsWith(".har") && basename(one) < basename(part));
}

export function removePart(part: string): void {
  removeFile(part);
}

function stemOf(file: string): string {
  return file.replace(/\.har$/, "");
}
