import { textAt } from "../../sequence/text-at.ts";
import { type Characters, mayMatch } from "./needed-characters.ts";
import { type TableCell, splitRow } from "./table-cells.ts";

/** The cells of a result as psql prints it without a frame: names, a line of hyphens, rows, and how many there are. */
export function findResultCells(text: string, present: Characters): TableCell[] {
  if (!mayMatch(RULE, present) || !RULE.test(text)) return [];
  const lines = text.split("\n");
  const cells: TableCell[] = [];
  let heads: readonly string[] | undefined;
  let offset = 0;
  for (const [index, line] of lines.entries()) {
    if (isRule(line)) heads = namesAbove(textAt(lines, index - 1), line);
    else if (heads !== undefined) {
      const pieces = splitRow(line, offset);
      if (pieces.length !== heads.length || /^(?:\(\d+ rows?\))?$/.test(line.trim())) heads = undefined;
      else cells.push(...nameAll(pieces, heads));
    }
    offset += line.length + 1;
  }
  return cells;
}

/** Without the groups that it has: a loop over millions of them would run out of memory. */
const RULE = /^[ \t]*--[+-]*[ \t]*\r?$/m;

/** At least two hyphens in each group. */
function isRule(line: string): boolean {
  return RULE.test(line) && !/\+-?(?:\+|$)/.test(line.trim());
}

/** As many as there are groups of hyphens, each a single word. */
function namesAbove(line: string, rule: string): readonly string[] | undefined {
  const names = line.split("|").map((name) => name.trim());
  return names.length === rule.split("+").length && names.every((name) => /^[\w.?-]{1,60}$/.test(name))
    ? names
    : undefined;
}

function nameAll(pieces: readonly Omit<TableCell, "name">[], heads: readonly string[]): TableCell[] {
  // A letter is how it prints true and false.
  return pieces
    .map((piece, index) => ({ name: textAt(heads, index), ...piece }))
    .filter(({ value }) => value.length > 1);
}
