import { matchParts } from "../../sequence/match-parts.ts";

/** A value in a table, with what its row or column is called. */
export interface TableCell {
  readonly name: string;
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/**
 * The cells of tables that programs print in frames of `+---+` and `|`. In one of two columns the first names what the second
 * holds (`openstack server create`); else the first row names the columns.
 */
export function findCells(text: string): TableCell[] {
  if (!text.includes("+--")) return [];
  const cells: TableCell[] = [];
  let isInside = false;
  let heads: readonly Piece[] | undefined;
  let offset = 0;
  for (const line of text.split("\n")) {
    const row = line.trim();
    const isFrame = /^\+-[-+]+\+$/.test(row);
    if (!isFrame && !(isInside && row.startsWith("|"))) {
      isInside = false;
      heads = undefined;
    } else if (isFrame) {
      isInside = true;
    } else {
      const pieces = splitRow(line, offset);
      for (const cell of nameCells(pieces, heads)) cells.push(cell);
      heads ??= pieces;
    }
    offset += line.length + 1;
  }
  return cells;
}

type Piece = Omit<TableCell, "name">;

/** What is between the bars of a row. */
export function splitRow(line: string, offset: number): Piece[] {
  const [, before = ""] = matchParts(/^(\s*\|?)/, line);
  let at = offset + before.length;
  return line
    .slice(before.length)
    .replace(/\|\s*$/, "")
    .split("|")
    .map((piece) => {
      const value = piece.trim();
      const start = at + piece.indexOf(value);
      at += piece.length + 1;
      return { value, start, end: start + value.length };
    });
}

/** Of two cells the first names the second; else the first row names the columns. */
export function nameCells(row: readonly Piece[], heads: readonly Piece[] | undefined): TableCell[] {
  const named = row.flatMap((cell, index) => (heads?.[index] ? [{ name: heads[index].value, ...cell }] : []));
  const [name, cell, ...others] = row;
  if (name === undefined || cell === undefined || others.length > 0) return named;
  return [{ name: name.value, ...cell }, ...named];
}
