import { escapeUnseen } from "../json/escape-unseen.ts";
import { toAnnotations } from "./annotations.ts";
import { toMarkdown } from "./markdown.ts";
import { toTerminal } from "./terminal.ts";
import type { Comparison } from "./types.ts";

export type ReportFormat = "terminal" | "markdown" | "json" | "github";

export interface ReportOptions {
  /** Width in columns; for `terminal`. @default 100 */
  readonly width?: number;
  /** Whether to use colors; for `terminal`. @default false */
  readonly color?: boolean;
  /** File of the annotations, such as the page; for `github`. @default none */
  readonly file?: string;
  /** Line of a step in that file, from 1; for `github`. @default none */
  readonly lineOf?: (step: string) => number | undefined;
}

/** Formats a comparison as text: first where the recordings diverge, then each step. */
export function formatReport(comparison: Comparison, format: ReportFormat, options: ReportOptions = {}): string {
  if (format === "terminal") return toTerminal(comparison, options);
  if (format === "markdown") return toMarkdown(comparison);
  if (format === "github") return toAnnotations(comparison, options);
  return `${escapeUnseen(JSON.stringify(comparison, null, 2))}\n`;
}
