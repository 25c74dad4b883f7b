import { createGroups, type Groups } from "../sequence/groups.ts";
import { matchedText } from "../sequence/matched-text.ts";
import { textBefore } from "../sequence/text-before.ts";
import type { Placement } from "./merge-region.ts";
import type { OrphanPlace } from "./merge-report.ts";
import type { Orphan, PagePart } from "./parse-page.ts";
import { nameRegion, type RegionId, writeMarker } from "./regions.ts";
import { type Section, toSectionKey } from "./sections.ts";

/** Prose whose region was removed. */
export interface Stray {
  /** The region that it followed. */
  readonly id: RegionId;
  readonly was: string;
  readonly text: string;
}

/** The author's text after the regions of a section. @param drafts texts that are not the author's */
export function collectStrays({ parts }: Section, was: string, drafts: ReadonlySet<string>): readonly Stray[] {
  const strays: Stray[] = [];
  let id: RegionId | undefined;
  for (const part of parts) {
    if (part.kind === "region") ({ id } = part);
    else if (id !== undefined && !isNobodys(part.text, drafts)) strays.push({ id, was, text: part.text });
  }
  return strays;
}

function isNobodys(text: string, drafts: ReadonlySet<string>): boolean {
  const own = text.replaceAll("\r\n", "\n").trim();
  return own === "" || drafts.has(own);
}

/** Appends such prose to a page, marked. */
export function writeOrphans(page: string, strays: readonly Stray[], like: Placement): string {
  const { lineEnd } = like;
  const orphans = strays.map((stray) => writeOrphan(stray, like));
  const [first] = orphans;
  if (first === undefined) return page;
  // Each has a blank line of its own, which goes when it returns.
  return page + (page.endsWith("\n") ? "" : lineEnd) + lineEnd + orphans.join(lineEnd);
}

function writeOrphan({ id, was, text }: Stray, { lineEnd, syntax }: Placement): string {
  // What would end the comment or the field is left out; the heading is there for people.
  const shown = was.replaceAll(/-{2,}|\*\/|[<>"\r\n]+/g, " ").trim();
  const begin = writeMarker("orphan", `${nameRegion(id)} was="${shown}"`, syntax);
  return [begin, "", trimLineEnds(text), "", writeMarker("orphan-end", nameRegion(id), syntax), ""].join(lineEnd);
}

/** Takes out orphans whose steps came back, each with the blank line before it. */
export function returnOrphans(
  parts: readonly PagePart[],
  fresh: readonly PagePart[],
): {
  readonly staying: readonly PagePart[];
  /** By the name of the region that they follow. */
  readonly returning: Groups<string, Stray>;
} {
  const own = new Set(parts.flatMap((part) => (part.kind === "region" ? [toSectionKey(part.id)] : [])));
  const homes = new Set(
    fresh.flatMap((part) => (part.kind === "region" && !own.has(toSectionKey(part.id)) ? [nameRegion(part.id)] : [])),
  );
  const returning = createGroups<string, Stray>();
  const staying: PagePart[] = [];
  for (const part of parts) {
    const name = part.kind === "orphan" ? nameRegion(part.id) : "";
    if (part.kind !== "orphan" || !homes.has(name)) {
      staying.push(part);
      continue;
    }
    returning.add(name, toStray(part));
    const last = staying.at(-1);
    if (last?.kind === "prose") staying.splice(-1, 1, { ...last, text: last.text.replace(/(^|\n)\r?\n$/, "$1") });
  }
  return { staying, returning };
}

/** Its text, without surrounding blank lines, as it followed its region. */
export function toStray(orphan: Orphan): Stray {
  return { id: orphan.id, was: readHeading(orphan), text: trimLineEnds(orphan.inner) };
}

export function isOrphan(part: PagePart): part is Orphan {
  return part.kind === "orphan";
}

/** @param line number, for the author */
export function toPlace(orphan: Orphan, line: number): OrphanPlace {
  return { name: nameRegion(orphan.id), was: readHeading(orphan), line };
}

function readHeading({ text }: Orphan): string {
  return matchedText(/ was="([^"]*)"/, textBefore(text, "\n"), 1);
}

/** Without blank lines around; blanks at the end of the last line are a line break and stay. */
function trimLineEnds(text: string): string {
  return text.replace(/^(?:[ \t]*\r?\n)+/, "").replace(/(?:\r?\n[ \t]*)+$/, "");
}
