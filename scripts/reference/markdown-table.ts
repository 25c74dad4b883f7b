import stringWidth from "string-width";

export type Row = readonly string[];

/** A table, aligned as by the formatter. */
export function writeTable(head: Row, rows: readonly Row[]): string {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => stringWidth(row[column] ?? ""))));
  const writeRow = (row: Row): string => {
    const cells = widths.map((width, column) => {
      const cell = row[column] ?? "";
      return cell + " ".repeat(width - stringWidth(cell));
    });
    return `| ${cells.join(" | ")} |\n`;
  };
  return [head, widths.map((width) => "-".repeat(width)), ...rows].map(writeRow).join("");
}

/** Text in a cell: a bar would end it, an asterisk emphasize, an angle bracket begin HTML, and braces attributes. */
export function toCell(text: string): string {
  return text.replaceAll(/[|*{}]/g, "\\$&").replaceAll(/<(?=\w)/g, "&lt;");
}
