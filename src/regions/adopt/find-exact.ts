import { lineAt } from "./line-at.ts";
import type { PageLine, Span } from "./page-lines.ts";

/**
 * Finds lines that equal a region, except for blank lines and line endings, to restore regions of a page that has lost
 * its markers.
 *
 * @param texts lines of the region
 * @param within where they have to be
 */
export function findExact(
  lines: readonly PageLine[],
  texts: readonly string[],
  { first, last }: Span,
): Span | undefined {
  const wanted = texts.map((text) => text.trimEnd()).filter((text) => text !== "");
  if (wanted.length === 0) return undefined;
  for (let start = first; start <= last; start += 1) {
    if (lines[start]?.text !== wanted[0] || lines[start]?.isMarked === true) continue;
    const end = matchFrom(lines, wanted, { first: start, last });
    if (end !== undefined) return { first: start, last: end };
  }
  return undefined;
}

/** The line of the last text, if all follow one another. */
function matchFrom(lines: readonly PageLine[], wanted: readonly string[], { first, last }: Span): number | undefined {
  let next = 0;
  for (let index = first; index <= last; index += 1) {
    const { text, isMarked } = lineAt(lines, index);
    if (text === "") continue;
    if (isMarked || text !== wanted[next]) return undefined;
    next += 1;
    if (next === wanted.length) return index;
  }
  return undefined;
}
