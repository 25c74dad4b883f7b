import { textAt } from "../../sequence/text-at.ts";
import { isNoWord } from "../../shapes/made-by-machine.ts";
import { type Characters, mayMatch } from "./needed-characters.ts";
import { type TableCell, splitRow } from "./table-cells.ts";

/** The cells of a result as psql prints it without a frame: names, a line of hyphens, rows, and how many there are. */
export function findResultCells(text: string, present: Characters): TableCell[] {
  if (!mayMatch(RULE, present) || !RULE.test(text)) return [];
  const lines = text.split("\n");
  const tables: (readonly TableCell[])[] = [];
  let heads: readonly string[] | undefined;
  let block: TableCell[] = [];
  let offset = 0;
  for (const [index, line] of lines.entries()) {
    if (isRule(line)) {
      tables.push(ofSeveral(heads, block));
      heads = namesAbove(textAt(lines, index - 1), line);
      block = [];
    } else if (heads !== undefined) {
      const pieces = splitRow(line, offset);
      const isFooter = FOOTER.test(line.trim());
      if (pieces.length === heads.length && !isFooter && line.trim() !== "") block.push(...nameAll(pieces, heads));
      else {
        tables.push(isFooter ? block : ofSeveral(heads, block));
        heads = undefined;
      }
    }
    offset += line.length + 1;
  }
  return [...tables.flat(), ...ofSeveral(heads, block)];
}

/** A line of hyphens below a single word is a heading, or begins a document of YAML, unless the number of rows follows. */
function ofSeveral(heads: readonly string[] | undefined, block: readonly TableCell[]): readonly TableCell[] {
  return heads !== undefined && heads.length > 1 ? block : [];
}

const FOOTER = /^\(\d+ rows?\)$/;

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
  return pieces
    .map((piece, index) => ({ name: textAt(heads, index), ...piece }))
    .filter(({ value }) => isNoWord(value));
}
