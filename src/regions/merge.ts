import type { Profile } from "../analyze/types.ts";
import { UserError } from "../errors.ts";
import { arrangeSections } from "./arrange.ts";
import { listDrafts } from "./drafts.ts";
import { findOpenFence } from "./fence-tracker.ts";
import { NUMBERED_HEADING } from "./headings.ts";
import { insertMissing } from "./insert-missing.ts";
import { countMarked, isRegion, parseWhole } from "./marked-parts.ts";
import { type Edits, mergeRegion, type MergedRegion, type Placement } from "./merge-region.ts";
import type { ChangedRegion, EditedRegion, MergeReport } from "./merge-report.ts";
import { checkMarkers } from "./missing-markers.ts";
import { readNumbering } from "./numbering.ts";
import { collectStrays, isOrphan, returnOrphans, toPlace, writeOrphans } from "./orphans.ts";
import { type PagePart, parsePage, type Region } from "./parse-page.ts";
import { updateReferences } from "./references.ts";
import { refuseConflict, refuseConflictIn } from "./refuse-conflict.ts";
import { nameRegion, sumRegion } from "./regions.ts";
import { type Section, toSections, toStepOf } from "./sections.ts";
import { putStaleNumbers, takeStaleNumbers } from "./stale-numbers.ts";
import { writeSections } from "./write-sections.ts";

export interface MergeOptions {
  /** How to treat manually edited regions if the trace has changed there. @default "keep" */
  readonly edits?: Edits;
  /** Whether to update numbers in prose that certainly refer to arrows: "(7),(8)". @default false */
  readonly fixReferences?: boolean;
  /** Describes the services; their draft prose is removed with its step if it is unchanged. @default none */
  readonly profile?: Profile | undefined;
}

export interface MergedPage {
  readonly text: string;
  readonly report: MergeReport;
}

/**
 * Merges a generated page into an existing one: regions get their new text, new steps are inserted, and steps move with
 * their prose. Prose of removed steps is moved to the end of the page, between markers, and returns with its step.
 * Every other byte stays.
 *
 * @throws UserError for markers with mistakes, merge conflicts of git, and for a page that lacks markers, with the lines to add
 */
export function mergePage(existing: string, generated: string, options: MergeOptions = {}): MergedPage {
  refuseConflict(existing);
  const byteOrderMark = existing.startsWith("\uFEFF") ? "\uFEFF" : "";
  const written = parsePage(existing.slice(byteOrderMark.length));
  const fresh = parsePage(generated);
  const before = insertMissing(written, fresh);
  const { parts: old, stale } = takeStaleNumbers(before);
  for (const region of old.filter(isRegion)) refuseConflictIn(region);
  checkMarkers(old, fresh.filter(isRegion));
  const like = findLike(old);
  const numbering = { before: readNumbering(old), after: readNumbering(fresh), stale };
  const updated = updateReferences(old, numbering, options.fixReferences ?? false);
  const parts = putStaleNumbers(updated.parts, updated.stale, like);
  const { staying, returning } = returnOrphans(parts, fresh);
  const { sections, gone, changes } = arrangeSections(toSections(staying), toSections(fresh));
  const regions = mergeRegions(parts, fresh, options.edits ?? "keep");
  const drafts = listDrafts(options.profile);
  const strays = gone.flatMap((section) => collectStrays(section, toStepOf(section).heading, drafts));
  const text = byteOrderMark + writeOrphans(writeSections(sections, { regions, returning, like }), strays, like);
  const orphans =
    parts.filter(isOrphan).length - Array.from(returning.entries()).flatMap(([, list]) => list).length + strays.length;
  const lines = new Map(parts.flatMap((part) => ("id" in part ? [[nameRegion(part.id), part.line] as const] : [])));
  const merged = text === existing ? before : parseMerged(text, fresh.filter(isRegion).length + orphans, existing);
  // Names and headings are pieces of the page, each of which would keep all of it in memory for as long as the report is there.
  const report = structuredClone({
    steps: changes,
    ...reportRegions(regions, gone, fresh),
    orphans: merged.filter(isOrphan).map((orphan) => toPlace(orphan, lines.get(nameRegion(orphan.id)) ?? orphan.line)),
    references: updated.references,
  });
  return { text, report };
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

/** New steps look like the existing ones. */
function findLike(parts: readonly PagePart[]): Placement {
  const regions = parts.filter(isRegion);
  const first = regions.find(({ id }) => id.step !== undefined) ?? regions[0];
  const { indent = "", lineEnd = "\n", syntax = "html" } = first ?? {};
  return { indent, lineEnd, syntax };
}

function reportRegions(
  regions: ReadonlyMap<Region, MergedRegion>,
  gone: readonly Section[],
  fresh: readonly PagePart[],
): Pick<MergeReport, "changed" | "edited"> {
  const isGone = new Set(gone.flatMap(({ parts }) => parts));
  const wanted = new Map(fresh.filter(isRegion).map(({ id, inner }) => [nameRegion(id), inner]));
  const changed: ChangedRegion[] = [];
  const edited: EditedRegion[] = [];
  for (const [region, { outcome }] of regions) {
    if (isGone.has(region) || outcome === "unchanged") continue;
    const place = { name: nameRegion(region.id), line: region.line };
    if (outcome === "changed") {
      const isRenumbered = isSameButNumber(region.inner, wanted.get(place.name) ?? "");
      changed.push({ ...place, isRenumbered });
    } else edited.push({ ...place, outcome });
  }
  return { changed, edited };
}

/** Whether two headings differ in the arrow's number alone. */
function isSameButNumber(before: string, after: string): boolean {
  const [ours, theirs] = [before, after].map((inner) =>
    sumRegion(inner.replace(NUMBERED_HEADING, (heading, number: string) => heading.replace(`(${number})`, "()"))),
  );
  return ours === theirs && NUMBERED_HEADING.test(after);
}

/** An unclosed fence of the author would swallow what is added after it. */
function parseMerged(text: string, expected: number, existing: string): readonly PagePart[] {
  const parts = parseWhole(text);
  if (countMarked(parts) === expected) return parts;
  const fence = findOpenFence(existing);
  throw new UserError(`The code fence that opens on line ${fence ?? "?"} is not closed.`, {
    hint: "Close the fence so that new sections can follow it. The page was not changed.",
  });
}
