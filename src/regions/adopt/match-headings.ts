import { knownAt } from "../../sequence/known-at.ts";
import type { AdoptedArrow } from "./adopted-arrow.ts";
import type { PageHeading } from "./page-lines.ts";
import { readHeadingFacts, scoreHeading, SURE, WORTH } from "./score-heading.ts";

/** A heading of the page and its arrow. */
export interface MatchedHeading {
  readonly heading: PageHeading;
  readonly arrow: AdoptedArrow;
  /** Whether nothing speaks for another arrow as well. */
  readonly isSure: boolean;
}

/** Finds the arrows of headings; both are in order, so that no two of them cross. */
export function matchHeadings(
  headings: readonly PageHeading[],
  arrows: readonly AdoptedArrow[],
): readonly MatchedHeading[] {
  const facts = headings.map(({ text }) => readHeadingFacts(text));
  // Most headings of a page belong to no arrow.
  const rows = facts
    .map((fact, index) => ({ index, scores: arrows.map((arrow) => scoreHeading(fact, arrow)) }))
    .filter(({ scores }) => scores.some((score) => score >= WORTH));
  const pairs = align(
    rows.map(({ scores }) => scores),
    arrows.length,
  );
  return pairs.flatMap(({ row, column }, place): MatchedHeading[] => {
    const { index, scores } = knownAt(rows, row);
    const [heading, arrow] = [headings[index], arrows[column]];
    if (heading === undefined || arrow === undefined) return [];
    const [before, after] = [pairs[place - 1]?.column ?? -1, pairs[place + 1]?.column ?? arrows.length];
    const score = knownAt(scores, column);
    const rivals = scores.slice(before + 1, after).filter((other) => other >= score).length - 1;
    const isAnswerOfLast =
      arrow.kind === "response" && arrows[before]?.step === arrow.step && arrows[before].kind === "request";
    return [{ heading, arrow, isSure: isAnswerOfLast || (score >= SURE && rivals === 0) }];
  });
}

interface Pair {
  readonly row: number;
  readonly column: number;
}

/** The pairs of rows and columns, both rising, with the greatest sum of scores; of equal ones those further up. */
function align(rows: readonly (readonly number[])[], width: number): readonly Pair[] {
  const sums = [new Float64Array(width + 1)];
  for (const scores of rows) {
    const above = knownAt(sums, sums.length - 1);
    const sum = new Float64Array(width + 1);
    for (let column = 1; column <= width; column += 1) {
      const score = knownAt(scores, column - 1);
      const paired = score >= WORTH ? knownAt(above, column - 1) + score : 0;
      sum[column] = Math.max(paired, knownAt(above, column), knownAt(sum, column - 1));
    }
    sums.push(sum);
  }
  const pairs: Pair[] = [];
  let column = width;
  for (let row = rows.length; row > 0 && column > 0; row -= 1) {
    const [sum, above] = [sums[row], sums[row - 1]];
    while (column > 0 && sum?.[column] === sum?.[column - 1]) column -= 1;
    if (column === 0 || sum?.[column] === above?.[column]) continue;
    pairs.push({ row: row - 1, column: column - 1 });
    column -= 1;
  }
  return pairs.toReversed();
}
