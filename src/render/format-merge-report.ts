import type { MergeReport, StepChange } from "./merge-report.ts";

/** The report for people, a line for each thing; nothing for a page that stays as it is. */
export function formatMergeReport({ steps, changed, edited, orphans, references }: MergeReport): readonly string[] {
  return [
    ...steps.map(formatStep),
    ...changed.map(({ name, line }) => `~ line ${line}: ${name} says something else`),
    ...edited.map(({ name, line, outcome }) => `! line ${line}: ${name} was edited by hand: ${OUTCOMES[outcome]}`),
    ...references.map(({ line, before, after, isFixed }) => {
      if (after === undefined) return `! line ${line}: ${before} means an arrow that is gone`;
      return isFixed ? `~ line ${line}: ${before} is ${after} now` : `! line ${line}: ${before} has to be ${after} now`;
    }),
    ...orphans.map(({ name, was }) => `! prose of ${name} (${was}) is at the end of the page: move or remove it`),
  ];
}

const OUTCOMES = {
  kept: "kept; --force overwrites it, --adopt lets it stand",
  overwritten: "overwritten",
  adopted: "stands until the trace changes there",
};

const SIGNS = { new: "+", gone: "-", moved: "~" };

function formatStep({ kind, step, part, heading }: StepChange): string {
  return `${SIGNS[kind]} ${kind}: ${heading === "" ? `step=${step} part=${part}` : heading}`;
}
