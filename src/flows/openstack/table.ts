import { knownAt } from "../../sequence/known-at.ts";

/** A table as the real client prints it. */
export function formatTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) =>
    Math.max(...[title, ...rows.map((row) => knownAt(row, column))].map((cell) => cell.length)),
  );
  const rule = `+${widths.map((width) => "-".repeat(width + 2)).join("+")}+`;
  const line = (cells: readonly string[]): string =>
    `|${cells.map((cell, column) => ` ${cell.padEnd(knownAt(widths, column))} `).join("|")}|`;
  return [rule, line(head), rule, ...rows.map(line), rule, ""].join("\n");
}
