import { measureText, shortenMiddle, splitCharacters } from "./display-text.ts";

/** Columns of a line; about 400 pixels. The paths of the first walkthroughs fit. */
export const LINE_COLUMNS = 56;

/** Maximum columns of a label; a longer label loses its middle, and its section shows it in full. */
const LABEL_COLUMNS = 2 * LINE_COLUMNS;

/** Breaks a label into lines that fit the diagram, if possible after a space or a separator of paths and queries. */
export function toLabelLines(label: string): readonly string[] {
  if (measureText(label) <= LINE_COLUMNS) return [label];
  const lines: string[] = [];
  let line: string[] = [];
  let width = 0;
  for (const character of splitCharacters(shortenMiddle(label, LABEL_COLUMNS))) {
    width += measureText(character);
    if (width > LINE_COLUMNS) {
      const end = findBreak(line);
      lines.push(line.slice(0, end).join(""));
      line = line.slice(end);
      width = measureText(line.join("") + character);
    }
    line.push(character);
  }
  return [...lines, line.join("")].map((text) => text.trim()).filter((text) => text !== "");
}

/** After the last separator of the second half, else at the end. */
function findBreak(line: readonly string[]): number {
  const last = line.findLastIndex((character) => SEPARATORS.has(character));
  return last * 2 > line.length ? last + 1 : line.length;
}

const SEPARATORS: ReadonlySet<string> = new Set([" ", "/", "?", "&", ",", "-"]);
