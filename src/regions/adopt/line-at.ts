import type { PageLine } from "./page-lines.ts";

/** A line of a page; above and below it, an empty one that is nobody's. */
export function lineAt(lines: readonly PageLine[], index: number): PageLine {
  return lines[index] ?? OUTSIDE;
}

const OUTSIDE: PageLine = { raw: "", text: "", isCode: true, isMarked: true };
