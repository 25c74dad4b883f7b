import { cleanText, measureText, shortenMiddle } from "../diagram/display-text.ts";
import { type Style, createTerminalRow } from "../diagram/terminal/terminal-row.ts";
import { showDifference, titleOf, toCounts, toHeadline } from "./headline.ts";
import type { ReportOptions } from "./report.ts";
import { namePlace } from "./tell-difference.ts";
import type { AlignedStep, Comparison, Difference } from "./types.ts";

/** A comparison for a terminal: no line is wider than it, and nothing recorded can move its cursor. */
export function toTerminal(comparison: Comparison, { width = 100, color = false }: ReportOptions): string {
  const isEqual = comparison.steps.every(({ differences }) => differences.length === 0);
  const lines: readonly Line[] = [
    { text: toHeadline(comparison), style: isEqual ? "green" : "bold", indent: 0 },
    ...toCounts(comparison).map((text): Line => ({ text, style: "dim", indent: 0 })),
    ...(isEqual ? [] : comparison.steps.flatMap((step) => toLines(step, width))),
  ];
  return lines.map((line) => `${paint(line, { width, color })}\n`).join("");
}

interface Line {
  readonly text: string;
  readonly style: Style;
  readonly indent: number;
}

const MARKS: Readonly<Record<AlignedStep["change"], readonly [mark: string, style: Style]>> = {
  same: [" ", "dim"],
  changed: ["~", "yellow"],
  added: ["+", "green"],
  removed: ["-", "red"],
  moved: [">", "cyan"],
  repeated: ["=", "dim"],
};

function toLines(step: AlignedStep, width: number): readonly Line[] {
  const [mark, style] = MARKS[step.change];
  // The mark of a step shows that it was added or removed.
  const told = step.differences.filter(({ place }) => place.part !== "step");
  return [{ text: `${mark} ${titleOf(step)}`, style, indent: 0 }, ...told.flatMap((one) => toDetails(one, width))];
}

const INDENT = 6;

/** On one line where it fits, else the values below each other, where the eye compares them. */
function toDetails(difference: Difference, width: number): readonly Line[] {
  const text = showDifference(difference);
  if (measureText(cleanText(text)) <= width - INDENT) return [{ text, style: "plain", indent: INDENT }];
  const { before, after } = difference;
  return [
    { text: `${namePlace(difference.place)}:`, style: "plain", indent: INDENT },
    ...(before === undefined ? [] : [{ text: `- ${before}`, style: "red", indent: INDENT + 2 } as const]),
    ...(after === undefined ? [] : [{ text: `+ ${after}`, style: "green", indent: INDENT + 2 } as const]),
  ];
}

function paint({ text, style, indent }: Line, { width, color }: { width: number; color: boolean }): string {
  const row = createTerminalRow();
  row.put(indent, shortenMiddle(cleanText(text), Math.max(1, width - indent)), style);
  return row.toText(color);
}
