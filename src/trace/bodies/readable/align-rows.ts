/** Rows of cells as lines of text with even columns; the last column has no end. */
export function alignRows(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows)
    for (const [index, cell] of row.entries()) widths[index] = Math.max(widths[index] ?? 0, cell.length);
  const lines = rows.map((row) =>
    row.map((cell, index) => cell.padEnd(Math.min(widths[index] ?? 0, WIDEST))).join("  "),
  );
  return lines.map((line) => line.trimEnd()).join("\n");
}

/** Characters: one long cell does not push all others away. */
const WIDEST = 60;
