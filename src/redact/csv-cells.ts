import type { TableCell } from "./table-cells.ts";

/**
 * The cells of a text of values set apart by commas, semicolons or tabs whose first row names its columns (RFC 4180), in the columns
 * that are wanted. It ends where a row has more cells or fewer.
 */
export function findCsvCells(text: string, isWanted: (column: string) => boolean): TableCell[] {
  const [, separator] = FIRST_ROW.exec(text) ?? [];
  if (separator === undefined) return [];
  const rows = readRows(text, separator);
  const columns = (rows.next().value ?? []).map(({ value }) => value);
  if (!columns.some(isWanted)) return [];
  const cells: TableCell[] = [];
  for (const row of rows) {
    if (row.length !== columns.length) break;
    cells.push(...row.flatMap((cell, index) => toCells(cell, columns[index] ?? "", isWanted)));
  }
  return cells;
}

/** Names, in quotes or not, and nothing else; at least two, and something behind them. */
const FIRST_ROW =
  /^\uFEFF?"?[A-Za-z][\w .#/()-]{0,60}"?([,;\t])(?:"?[A-Za-z][\w .#/()-]{0,60}"?(?:\1|(?=\r?\n)))+\r?\n./;

type Cell = Omit<TableCell, "name">;

function toCells(cell: Cell, name: string, isWanted: (column: string) => boolean): TableCell[] {
  return cell.value !== "" && isWanted(name) ? [{ name, ...cell }] : [];
}

function* readRows(text: string, separator: string): Generator<Cell[], undefined> {
  const pattern = new RegExp(`(?:"((?:[^"]|"")*)"|([^"${separator}\\r\\n]*))(${separator}|\\r?\\n|$)`, "dy");
  let row: Cell[] = [];
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const [start, end] = match.indices?.[1] ?? match.indices?.[2] ?? [0, 0];
    row.push({ value: text.slice(start, end).trim(), start, end });
    if (match[3] === separator) continue;
    yield row;
    row = [];
    if (pattern.lastIndex >= text.length) return undefined;
  }
  return undefined;
}
