import { UserError } from "../errors.ts";
import { arrangeSections } from "./arrange.ts";
import { findOpenFence } from "./fence-tracker.ts";
import { type Edits, mergeRegion, type MergedRegion, type Placement } from "./merge-region.ts";
import type { EditedRegion, MergeReport, RegionPlace } from "./merge-report.ts";
import { checkMarkers } from "./missing-markers.ts";
import { collectStrays, isOrphan, returnOrphans, toPlace, writeOrphans } from "./orphans.ts";
import { type PagePart, parsePage, type Region } from "./parse-page.ts";
import { findRenumbering, updateReferences } from "./references.ts";
import { nameRegion } from "./regions.ts";
import { type Section, toSections, toStepOf } from "./sections.ts";
import { writeSections } from "./write-sections.ts";

export interface MergeOptions {
  /** What becomes of regions edited by hand where the trace says something else. @default "keep" */
  readonly edits?: Edits;
  /** Writes the new numbers into prose where it surely speaks of arrows: "(7),(8)". @default false */
  readonly fixReferences?: boolean;
}

export interface MergedPage {
  readonly text: string;
  readonly report: MergeReport;
}

/**
 * Brings an existing page to what a generated one says: regions get their new text, new steps their place, and steps
 * move with their prose. Prose of steps that are gone goes to the end of the page, marked, and returns with them.
 * Every other byte stays.
 *
 * @throws UserError for markers with mistakes, and for a page that lacks markers, with the lines to add
 */
export function mergePage(existing: string, generated: string, options: MergeOptions = {}): MergedPage {
  const byteOrderMark = existing.startsWith("\uFEFF") ? "\uFEFF" : "";
  const old = parsePage(existing.slice(byteOrderMark.length));
  const fresh = parsePage(generated);
  checkMarkers(old, fresh.filter(isRegion));
  const { parts, references } = updateReferences(old, findRenumbering(old, fresh), options.fixReferences ?? false);
  const { sections, gone, changes } = arrangeSections(toSections(parts), toSections(fresh));
  const regions = mergeRegions(parts, fresh, options.edits ?? "keep");
  const like = findLike(old);
  const { staying, returning } = returnOrphans(sections);
  const strays = gone.flatMap((section) => collectStrays(section, toStepOf(section).heading));
  const text = byteOrderMark + writeOrphans(writeSections(staying, { regions, returning, like }), strays, like);
  const orphans = parts.filter(isOrphan).length - [...returning.values()].flat().length + strays.length;
  const merged = parseMerged(text, fresh.filter(isRegion).length + orphans, existing);
  return {
    text,
    report: {
      steps: changes,
      ...reportRegions(regions, gone),
      orphans: merged.filter(isOrphan).map(toPlace),
      references,
    },
  };
}

function mergeRegions(
  parts: readonly PagePart[],
  fresh: readonly PagePart[],
  edits: Edits,
): ReadonlyMap<Region, MergedRegion> {
  const wanted = new Map(fresh.filter(isRegion).map((region) => [nameRegion(region.id), region]));
  return new Map(
    parts.filter(isRegion).map((region) => [region, mergeRegion(region, wanted.get(nameRegion(region.id)), edits)]),
  );
}

/** New steps stand like those that are there. */
function findLike(parts: readonly PagePart[]): Placement {
  const regions = parts.filter(isRegion);
  const first = regions.find(({ id }) => id.step !== undefined) ?? regions[0];
  const { indent = "", lineEnd = "\n", syntax = "html" } = first ?? {};
  return { indent, lineEnd, syntax };
}

function reportRegions(
  regions: ReadonlyMap<Region, MergedRegion>,
  gone: readonly Section[],
): Pick<MergeReport, "changed" | "edited"> {
  const isGone = new Set(gone.flatMap(({ parts }) => parts));
  const changed: RegionPlace[] = [];
  const edited: EditedRegion[] = [];
  for (const [region, { outcome }] of regions) {
    if (isGone.has(region) || outcome === "unchanged") continue;
    const place = { name: nameRegion(region.id), line: region.line };
    if (outcome === "changed") changed.push(place);
    else edited.push({ ...place, outcome });
  }
  return { changed, edited };
}

/** A fence that the author left open would swallow what comes to stand behind it. */
function parseMerged(text: string, expected: number, existing: string): readonly PagePart[] {
  const parts = tryParse(text);
  if (parts.filter(({ kind }) => kind !== "prose").length === expected) return parts;
  const fence = findOpenFence(existing);
  throw new UserError(`The code fence that opens on line ${fence ?? "?"} is not closed.`, {
    hint: "Close it: what is new on the page has to come behind it. The page was not changed.",
  });
}

function tryParse(text: string): readonly PagePart[] {
  try {
    return parsePage(text);
  } catch (error) {
    if (error instanceof UserError) return [];
    throw error;
  }
}

function isRegion(part: PagePart): part is Region {
  return part.kind === "region";
}
