import { firstText } from "../../../sequence/first-text.ts";
import { mapKnown } from "../../../sequence/map-known.ts";
import { alignRows } from "./align-rows.ts";

/** Comma-separated values with even columns (RFC 4180); undefined if a cell has several lines, or there is one column only. */
export function writeCsv(text: string): string | undefined {
  const lines = text.trimEnd().split(/\r?\n/);
  if (lines.length > MOST_LINES) return undefined;
  const rows = mapKnown(lines, readRow);
  const [head = []] = rows;
  return rows.length < lines.length || head.length < 2 ? undefined : alignRows(rows);
}

const MOST_LINES = 5000;

function readRow(line: string): readonly string[] | undefined {
  const cells: string[] = [];
  const cell = /"((?:[^"]|"")*)"(?:,|$)|([^",]*)(?:,|$)/y;
  for (let at = 0; at <= line.length; at = cell.lastIndex) {
    cell.lastIndex = at;
    const found = cell.exec(line);
    if (found === null) return undefined;
    cells.push(firstText(found[1]?.replaceAll('""', '"'), found[2]));
    if (!found[0].endsWith(",")) return cells;
  }
  return cells;
}
