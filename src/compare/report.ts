import { escapeUnseen } from "../json/escape-unseen.ts";
import { toAnnotations } from "./annotations.ts";
import { toMarkdown } from "./markdown.ts";
import { toTerminal } from "./terminal.ts";
import type { Comparison } from "./types.ts";

export type ReportFormat = "terminal" | "markdown" | "json" | "github";

export interface ReportOptions {
  /** Columns to fit into; for `terminal`. @default 100 */
  readonly width?: number;
  /** Colors; for `terminal`. @default false */
  readonly color?: boolean;
  /** File that an annotation is on, e.g. the page; for `github`. @default none */
  readonly file?: string;
  /** Line of a step in that file, from 1; for `github`. @default none */
  readonly lineOf?: (step: string) => number | undefined;
}

/** Puts a comparison into words: where the recordings part ways first, then step by step. */
export function formatReport(comparison: Comparison, format: ReportFormat, options: ReportOptions = {}): string {
  if (format === "terminal") return toTerminal(comparison, options);
  if (format === "markdown") return toMarkdown(comparison);
  if (format === "github") return toAnnotations(comparison, options);
  return `${escapeUnseen(JSON.stringify(comparison, null, 2))}\n`;
}
