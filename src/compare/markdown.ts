import { UNSEEN } from "../json/escape-unseen.ts";
import { titleOf, toCounts, toHeadline } from "./headline.ts";
import { namePlace } from "./tell-difference.ts";
import type { AlignedStep, Comparison } from "./types.ts";

/** A comparison as Markdown, e.g. for an issue: equal steps are only counted. */
export function toMarkdown(comparison: Comparison): string {
  const changed = comparison.steps.filter(({ differences }) => differences.length > 0);
  const head = [`**${toText(toHeadline(comparison))}**`, ...toCounts(comparison).map(toText)];
  return `${[...head, ...changed.map(toSection)].join("\n\n")}\n`;
}

function toSection(step: AlignedStep): string {
  const title = `### ${step.change}: ${toText(titleOf(step))}`;
  const told = step.differences.filter(({ place }) => place.part !== "step");
  if (told.length === 0) return title;
  const rows = told.map(({ level, place, before, after }) =>
    [level, toText(namePlace(place)), toCell(before), toCell(after)].join(" | "),
  );
  const table = ["level | place | before | after", "--- | --- | --- | ---", ...rows].map((row) => `| ${row} |`);
  return `${title}\n\n${table.join("\n")}`;
}

/** Longest value in a table, in characters. */
const LONGEST_CELL = 200;

function toCell(value: string | undefined): string {
  if (value === undefined) return "";
  return toText(value.length > LONGEST_CELL ? `${value.slice(0, LONGEST_CELL)}…` : value);
}

/** Recorded text as plain text: no markup, no HTML, no end of the line or cell. Braces stay unchanged. */
function toText(text: string): string {
  return text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, " ")
    .replace(UNSEEN, "\uFFFD")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/[\\`*_[\]|~#!>@]/g, (character) => `&#${character.charCodeAt(0)};`);
}
