import type { PageLine } from "./page-lines.ts";

/** A line of a page; above the first and below the last, an empty line. */
export function lineAt(lines: readonly PageLine[], index: number): PageLine {
  return lines[index] ?? OUTSIDE;
}

const OUTSIDE: PageLine = { raw: "", text: "", isCode: true, isMarked: true };
