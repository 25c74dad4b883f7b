import { createTwoFilesPatch } from "diff";

import { escapeMessage, escapeProperty } from "../../compare/annotations.ts";
import type { CheckedPage, PageFinding } from "./check-page.ts";

/** The findings of a check of a page: a line for each, with the actual and the expected text. */
export function formatFindings(page: string, findings: readonly PageFinding[]): string {
  return findings
    .map((finding) => {
      const { level, file = page, line, message } = finding;
      const changes = listChanges(finding).map((change) => `    ${change}\n`);
      return `${file}:${line}: ${level}: ${message}\n${changes.join("")}`;
    })
    .join("");
}

/** The same as workflow commands, which GitHub shows next to the lines. */
export function formatAnnotations(page: string, findings: readonly PageFinding[]): string {
  return findings
    .map((finding) => {
      const { level, file = page, line, message } = finding;
      const command = level === "value" ? "notice" : "error";
      const text = escapeMessage([message, ...listChanges(finding)].join("\n"));
      return `::${command} file=${escapeProperty(file)},line=${Math.max(1, line)}::${text}\n`;
    })
    .join("");
}

function listChanges({ before = "", after = "" }: PageFinding): readonly string[] {
  return [...markLines(before, "- "), ...markLines(after, "+ ")];
}

function markLines(text: string, mark: string): readonly string[] {
  return text === "" ? [] : text.split("\n").map((line) => mark + line);
}

/** What `render` would change, as a unified diff. */
export function formatPatch(page: string, existing: string, { wanted }: CheckedPage): string {
  return existing === wanted ? "" : createTwoFilesPatch(`a/${page}`, `b/${page}`, existing, wanted);
}
