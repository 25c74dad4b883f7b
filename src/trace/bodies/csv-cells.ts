import { knownAt } from "../../sequence/known-at.ts";
import { matchParts } from "../../sequence/match-parts.ts";

/** A cell of a table of text, and where in the text it is. */
export interface CsvCell {
  /** Of its column. */
  readonly name: string;
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/**
 * The cells of a text of values set apart by commas, semicolons or tabs whose first row names its columns (RFC 4180), in the columns
 * that are wanted. It ends where a row has more cells or fewer.
 */
export function findCsvCells(text: string, isWanted: (column: string) => boolean): CsvCell[] {
  const [lead = ""] = matchParts(LEAD, text);
  const [, separator] = matchParts(FIRST_ROW, lead === "" ? text : text.slice(lead.length));
  if (separator === undefined) return [];
  const rows = readRows(text, separator, lead.length);
  const columns = (rows.next().value ?? []).map(({ value }) => value);
  const wanted = columns.map(isWanted);
  if (!wanted.includes(true)) return [];
  const cells: CsvCell[] = [];
  for (const row of rows) {
    if (row.length !== columns.length) break;
    for (const [index, cell] of row.entries()) {
      if (wanted[index] && cell.value !== "") cells.push({ name: knownAt(columns, index), ...cell });
    }
  }
  return cells;
}

/** Blank lines and remarks in front of the first row. */
const LEAD = /^(?:\uFEFF?[ \t]*(?:#[^\n]{0,200})?\r?\n){1,5}/;

/** Names, in quotes or not, and nothing else; at least two, and something after them. */
const FIRST_ROW =
  /^\uFEFF?"?[A-Za-z][\w .#/()-]{0,60}"?([,;|\t])(?:"?[A-Za-z][\w .#/()-]{0,60}"?(?:\1|(?=\r?\n)))+\r?\n./;

type Cell = Omit<CsvCell, "name">;

function* readRows(text: string, separator: string, from: number): Generator<Cell[], undefined> {
  const plain = new RegExp(`[^"${separator}\\r\\n]*`, "y");
  const border = new RegExp(`[${separator}]|\\r?\\n|$`, "y");
  let row: Cell[] = [];
  for (let at = text.startsWith("\uFEFF", from) ? from + 1 : from; ;) {
    const isQuoted = text[at] === '"';
    const start = isQuoted ? at + 1 : at;
    const end = isQuoted ? findClosingQuote(text, start) : (matchAt(plain, text, start)?.end ?? start);
    const behind = matchAt(border, text, isQuoted ? end + 1 : end);
    if (behind === undefined) return undefined;
    row.push({ value: text.slice(start, end).trim(), start, end });
    at = behind.end;
    if (behind.found === separator) continue;
    yield row;
    row = [];
    if (at >= text.length) return undefined;
  }
}

/** Not by a pattern: one that repeats itself for each quote in a cell overflows the stack in a cell of some megabytes. */
function findClosingQuote(text: string, from: number): number {
  let at = text.indexOf('"', from);
  while (at >= 0 && text[at + 1] === '"') at = text.indexOf('"', at + 2);
  return at < 0 ? text.length : at;
}

function matchAt(
  pattern: RegExp,
  text: string,
  at: number,
): { readonly found: string; readonly end: number } | undefined {
  pattern.lastIndex = at;
  const found = pattern.exec(text)?.[0];
  return found === undefined ? undefined : { found, end: at + found.length };
}
