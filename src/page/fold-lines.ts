import { findValues } from "../json/pointer.ts";
import { countBreaks } from "../sequence/count-breaks.ts";
import { textAt } from "../sequence/text-at.ts";

export interface FoldedLines {
  readonly lines: readonly string[];
  /** The new number of a line; undefined if it is folded. Both are 1-based. */
  readonly placeOf: (line: number) => number | undefined;
}

/**
 * Shows only the first item of lists, and the number of further items.
 *
 * @param lines of formatted JSON
 * @param pointers of lists, or of objects with as many members as a list: `/items`; `*` in them matches any member or index
 */
export function foldLines(lines: readonly string[], pointers: readonly string[]): FoldedLines {
  const text = lines.join("\n");
  const folds = pointers
    .flatMap((pointer) => findFolds(lines, text, pointer))
    .toSorted((a, b) => a.from - b.from || b.to - a.to);
  const shown: string[] = [];
  const places = new Map<number, number>();
  let behind = 0;
  for (const [index, line] of lines.entries()) {
    const number = index + 1;
    if (number <= behind) continue;
    const fold = folds.find(({ from }) => from === number);
    if (fold === undefined) {
      shown.push(line);
      places.set(number, shown.length);
      continue;
    }
    // In JSON of editors and of Pygments a comment, so that nothing is marked as an error.
    shown.push(`${line.slice(0, indentOf(line))}// … ${fold.count} more`);
    behind = fold.to;
  }
  return { lines: shown, placeOf: (line) => places.get(line) };
}

interface Fold {
  /** First and last removed line, 1-based. */
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

function findFolds(lines: readonly string[], text: string, pointer: string): readonly Fold[] {
  return findValues(text, pointer).flatMap(({ start }) => {
    const opening = countBreaks(text.slice(0, start));
    const inside = indentOf(textAt(lines, opening)) + STEP;
    // A list that opens and closes on one line is empty, or not a list.
    const starts: number[] = [];
    let end = opening + 1;
    for (; end < lines.length && indentOf(textAt(lines, end)) >= inside; end += 1) {
      const line = textAt(lines, end);
      if (indentOf(line) === inside && !/^[\]}]/.test(line.slice(inside))) starts.push(end);
    }
    const second = starts[1];
    return second === undefined ? [] : [{ from: second + 1, to: end, count: starts.length - 1 }];
  });
}

/** Spaces of a level, as JSON is laid out. */
const STEP = 2;

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}
