import { findText } from "../../sequence/first-text.ts";
import { textAt } from "../../sequence/text-at.ts";
import { type Characters, mayMatch } from "./needed-characters.ts";
import { type TableCell, nameCells, splitRow } from "./table-cells.ts";

/**
 * The cells of tables in Markdown, in HTML and of lists of terms, named as those in frames are.
 *
 * @param present those of the text
 */
export function findMarkupCells(text: string, present: Characters): TableCell[] {
  const has = (pattern: RegExp): boolean => mayMatch(pattern, present) && pattern.test(text);
  return [
    ...(has(MARKDOWN) ? findMarkdownCells(text) : []),
    ...(has(HTML_CELL) ? findHtmlCells(text) : []),
    ...(has(DEFINED) ? findTerms(text) : []),
  ];
}

const HTML_CELL = /<t[hd]\b/i;
const DEFINED = /<dt\b/i;

/** What separates the first row from the others. */
const MARKDOWN = /^[ \t]*(?:\|[ \t]*)?:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)+(?:\|[ \t]*)?\r?$/m;

function findMarkdownCells(text: string): TableCell[] {
  const cells: TableCell[] = [];
  let heads: readonly Piece[] | undefined;
  let before: readonly Piece[] = [];
  let offset = 0;
  for (const line of text.split("\n")) {
    if (MARKDOWN.test(line)) heads = before;
    else {
      const pieces = line.includes("|") ? splitRow(line, offset).map(withoutMarks) : [];
      if (pieces.length === 0) heads = undefined;
      else if (heads !== undefined) cells.push(...nameCells(pieces, heads));
      before = pieces;
    }
    offset += line.length + 1;
  }
  return cells;
}

type Piece = Omit<TableCell, "name">;

/** `` `code` ``, `**strong**` */
function withoutMarks({ value, start }: Piece): Piece {
  const plain = value.replaceAll(/^[`*_]+|[`*_]+$/g, "");
  const from = start + value.indexOf(plain);
  return { value: plain, start: from, end: from + plain.length };
}

// An attribute may have `<`. Each tag is not looked for to the end of the text, as it may have no end.
const ROW = /<tr\b(?:[^<>]*|[^>]{0,400})>([^]*?)(?=<\/?tr\b|$)/gi;
const CELL = /<t[hd]\b(?:[^<>]*|[^>]{0,400})>([^]*?)(?=<\/?t[hdr]\b|$)/gi;

function findHtmlCells(text: string): TableCell[] {
  let heads: readonly Piece[] | undefined;
  return Array.from(text.matchAll(ROW)).flatMap(({ index, 0: row }) => {
    const pieces = Array.from(row.matchAll(CELL), (cell) =>
      withoutTags(textAt(cell, 1), index + endOf(cell) - textAt(cell, 1).length),
    );
    const cells = nameCells(pieces, heads);
    heads ??= pieces;
    return cells;
  });
}

function endOf({ index, 0: text }: RegExpExecArray): number {
  return index + text.length;
}

/** The text in `<b><code>…</code></b>`, where there is one. */
function withoutTags(written: string, start: number): Piece {
  const parts = written.split(/<(?:[^<>]*|[^>]{0,400})>/).map((part) => part.trim());
  const value = findText(parts, (part) => part !== "");
  const from = start + written.indexOf(value);
  return { value, start: from, end: from + value.length };
}

const TERM =
  /<dt\b(?:[^<>]*|[^>]{0,400})>((?:(?!<\/?d[tdl]\b)[^])*)(?:<\/dt>\s*)?<dd\b(?:[^<>]*|[^>]{0,400})>((?:(?!<\/?d[tdl]\b)[^])*)/gi;

function findTerms(text: string): TableCell[] {
  return Array.from(text.matchAll(TERM), (match) => {
    const [, term = "", definition = ""] = match;
    return { name: withoutTags(term, 0).value, ...withoutTags(definition, endOf(match) - definition.length) };
  });
}
