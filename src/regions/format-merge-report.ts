import { describeReference } from "./describe-reference.ts";
import { toPlainHeading } from "./headings.ts";
import type { MergeReport, StepChange } from "./merge-report.ts";

/** The report for people, a line for each thing; nothing for a page that stays as it is. */
export function formatMergeReport({ steps, changed, edited, orphans, references }: MergeReport): readonly string[] {
  return [
    ...steps.map(formatStep),
    ...changed
      .filter(({ isRenumbered }) => !isRenumbered)
      .map(({ name, line }) => `~ line ${line}: ${name} is out of date`),
    ...formatRenumbered(changed.filter(({ isRenumbered }) => isRenumbered).length),
    ...edited.map(({ name, line, outcome }) => `! line ${line}: ${name} has manual edits: ${OUTCOMES[outcome]}`),
    ...references.map(
      (reference) => `${reference.isFixed ? "~" : "!"} line ${reference.line}: ${describeReference(reference)}`,
    ),
    ...adviseOn(references),
    ...orphans.map(
      ({ name, was }) =>
        `! orphaned prose of ${name} (${toPlainHeading(was)}) is at the end of the page: move or remove it`,
    ),
  ];
}

function adviseOn(references: MergeReport["references"]): readonly string[] {
  if (!references.some(({ isFixed, mayCount }) => !isFixed && !mayCount)) return [];
  return [`  --fix-refs rewrites numbers; if one does not refer to an arrow, remove its line "wirewalk:number"`];
}

function formatRenumbered(count: number): readonly string[] {
  return count === 0 ? [] : [`~ ${count} heading${count === 1 ? " has a new number" : "s have new numbers"}`];
}

const OUTCOMES = {
  kept: "kept (--force overwrites it, --adopt accepts it)",
  overwritten: "overwritten",
  adopted: "kept until the trace changes there",
};

const SIGNS = { new: "+", removed: "-", moved: "~" };

function formatStep({ kind, step, part, heading }: StepChange): string {
  return `${SIGNS[kind]} ${kind}: ${heading === "" ? `step=${step} part=${part}` : toPlainHeading(heading)}`;
}
