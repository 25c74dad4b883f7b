import { maskVolatile } from "../../compare/noise.ts";
import { describeReference } from "../../regions/describe-reference.ts";
import { toPlainHeading } from "../../regions/headings.ts";
import type { MergeReport, RegionPlace, StepChange } from "../../regions/merge-report.ts";
import { type MergeOptions, mergePage } from "../../regions/merge.ts";
import { parsePage } from "../../regions/parse-page.ts";
import { nameRegion } from "../../regions/regions.ts";
import { textAt } from "../../sequence/text-at.ts";
import { type ChangedLines, findChangedLines } from "./find-changed-lines.ts";

/** A reason why a page does not match its trace. */
export interface PageFinding {
  /**
   * `structure`: steps were added, removed, or moved. `shape`: the content of a region changed. `value`: only IDs,
   * times, and the like changed, which is not a failure. `prose`: the author's text needs an edit.
   */
  readonly level: "structure" | "shape" | "value" | "prose";
  /** Where it is, if not on the page: `wirewalk.config.yaml`. @default the page */
  readonly file?: string;
  /** 1-based line of the page, or of that file. */
  readonly line: number;
  readonly message: string;
  /**
   * Lines that a region has but should not have, and vice versa; if only its example values differ, the first of them.
   */
  readonly before?: string;
  readonly after?: string;
}

export interface CheckedPage {
  readonly findings: readonly PageFinding[];
  /** The page that `render` would write. */
  readonly wanted: string;
}

/** Compares a page with its trace. Pure. @throws UserError if the page cannot be read, or lacks regions */
export function checkPage(
  existing: string,
  fresh: string,
  { profile }: Pick<MergeOptions, "profile"> = {},
): CheckedPage {
  const { text: wanted, report } = mergePage(existing, fresh, { profile });
  const [ours, theirs] = [readRegions(existing), readRegions(wanted)];
  const describe = (place: RegionPlace): PageFinding =>
    describeRegion(place, ours.get(place.name), theirs.get(place.name));
  const changed = report.changed.filter(({ isRenumbered }) => !isRenumbered).map(describe);
  const renumbered = report.changed.filter(({ isRenumbered }) => isRenumbered).map(describe);
  const findings = [
    ...report.steps.map(describeStep),
    ...changed,
    ...describeNumbers(renumbered),
    ...describeEdited(report, ours, readRegions(fresh)),
    ...describeProse(report),
  ];
  if (findings.length === 0 && wanted !== existing) {
    findings.push({ level: "structure", line: 1, message: "the parts of the page are in a different order" });
  }
  // Shown lines are slices of the pages, which would keep the whole pages in memory.
  return { findings: structuredClone(findings), wanted };
}

/** Whether a finding makes a check fail. */
export function isFailure({ level }: PageFinding): boolean {
  return level !== "value";
}

function readRegions(page: string): RegionTexts {
  return new Map(
    parsePage(page).flatMap((part) => (part.kind === "region" ? [[nameRegion(part.id), part.inner]] : [])),
  );
}

function describeStep({ kind, heading, step, part, line }: StepChange): PageFinding {
  return { level: "structure", line, message: `${kind}: ${toPlainHeading(heading) || `step=${step} part=${part}`}` };
}

/** One added step changes all later numbers, which is one finding. */
function describeNumbers(headings: readonly PageFinding[]): readonly PageFinding[] {
  const [first] = headings;
  if (first === undefined) return [];
  const others = headings.length === 1 ? "" : ` and ${headings.length - 1} more`;
  return [{ ...first, message: `a heading number changed${others}` }];
}

type RegionTexts = ReadonlyMap<string, string>;

function describeEdited({ edited }: MergeReport, ours: RegionTexts, fresh: RegionTexts): PageFinding[] {
  return edited.map(({ name, line }) => ({
    level: "shape",
    line,
    message: `${name} has manual edits; \`render --force\` overwrites them, \`render --adopt\` keeps them`,
    ...findChangedLines(ours.get(name) ?? "", fresh.get(name) ?? ""),
  }));
}

function describeProse({ references, orphans }: MergeReport): PageFinding[] {
  return [
    ...references.map((reference): PageFinding => ({
      level: "prose",
      line: reference.line,
      message: describeReference(reference) + (canBeFixed(reference) ? "; `render --fix-refs` rewrites it" : ""),
    })),
    ...orphans.map(({ name, was, line }): PageFinding => ({
      level: "prose",
      line,
      message: `orphaned prose of ${name}${was === "" ? "" : ` (${toPlainHeading(was)})`}; remove it, or move it with \`step mv\``,
    })),
  ];
}

function canBeFixed({ after, mayCount }: MergeReport["references"][number]): boolean {
  return after !== undefined && !mayCount;
}

function describeRegion({ name, line }: RegionPlace, before = "", after = ""): PageFinding {
  const isNoise = maskVolatile(before) === maskVolatile(after);
  if (isNoise)
    return { level: "value", line, message: `${name} has different example values`, ...findFirst(before, after) };
  return { level: "shape", line, message: `${name} is out of date`, ...findChangedLines(before, after) };
}

function findFirst(before: string, after: string): ChangedLines {
  const [ours = [], theirs = []] = [before, after].map((text) => text.split(/\r?\n/));
  const index = ours.findIndex((line, place) => line !== theirs[place]);
  return { before: textAt(ours, index).trim(), after: textAt(theirs, index).trim() };
}
