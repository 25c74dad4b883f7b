import { createTwoFilesPatch } from "diff";

import { escapeMessage, escapeProperty } from "../compare/annotations.ts";
import type { CheckedPage, PageFinding } from "./check-page.ts";

/** What a check says of a page: a line for each finding, with what stands there and what should. */
export function formatFindings(page: string, findings: readonly PageFinding[]): string {
  return findings
    .map(({ level, file = page, line, message, before, after }) => {
      const values = before === undefined ? "" : `    - ${before || "(nothing)"}\n    + ${after || "(nothing)"}\n`;
      return `${file}:${line}: ${level}: ${message}\n${values}`;
    })
    .join("");
}

/** The same as workflow commands, which GitHub shows beside the lines. */
export function formatAnnotations(page: string, findings: readonly PageFinding[]): string {
  return findings
    .map(({ level, file = page, line, message }) => {
      const command = level === "value" ? "notice" : "error";
      return `::${command} file=${escapeProperty(file)},line=${Math.max(1, line)}::${escapeMessage(message)}\n`;
    })
    .join("");
}

/** What `render` would change, as a unified diff. */
export function formatPatch(page: string, existing: string, { wanted }: CheckedPage): string {
  return existing === wanted ? "" : createTwoFilesPatch(`a/${page}`, `b/${page}`, existing, wanted);
}
