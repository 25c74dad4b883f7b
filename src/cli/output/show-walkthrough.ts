import type { Walkthrough } from "../../analyze/types.ts";
import { partOf } from "../../diagram/part-of.ts";
import { toLadder } from "../../diagram/terminal/ladder.ts";
import { toStepTable } from "../../diagram/terminal/step-table.ts";
import { UserError } from "../../errors.ts";
import { lastNumberOf } from "../../sequence/numbered.ts";
import { type Io, hasColor, widthOf } from "../io.ts";

/** Numbers of the first and the last arrow; undefined for the trace's own. */
export interface ShownRange {
  readonly from: number | undefined;
  readonly to: number | undefined;
}

/**
 * Prints the diagram and the table. Of a long trace, unless a range is named, only the beginning and the end: 20,000 lines are unreadable.
 * Throws a `UserError` if the trace has no arrow in the range.
 */
export async function showWalkthrough(walkthrough: Walkthrough, range: ShownRange, io: Io): Promise<void> {
  const color = hasColor(io, io.stdout);
  const [begin, end] = chooseRanges(walkthrough, range);
  for (const part of [begin, end]) {
    if (part === undefined) continue;
    const shown = partOf(walkthrough, part);
    const ladder = toLadder(shown, { width: widthOf(io.stdout), color });
    io.stdout.write(`${ladder}\n${toStepTable(shown, { color, width: io.stdout.columns })}\n`);
    if (part === begin && end !== undefined) io.stdout.write(describeGap(begin.to + 1, end.from - 1));
  }
}

/** If there are more arrows, this many of the beginning and of the end are shown. */
const MOST = 200;
const AT_THE_BEGINNING = 120;
const AT_THE_END = 40;

interface ArrowRange {
  readonly from: number;
  readonly to: number;
}

function chooseRanges({ arrows }: Walkthrough, { from, to }: ShownRange): readonly [ArrowRange, ArrowRange?] {
  const last = lastNumberOf(arrows);
  if (from === undefined && to === undefined) {
    // Chosen exchanges keep their numbers, so a few arrows may have high numbers.
    const [end, begin] = [arrows.at(-AT_THE_END), arrows[AT_THE_BEGINNING - 1]];
    if (arrows.length <= MOST || begin === undefined || end === undefined) return [{ from: 1, to: last }];
    return [
      { from: 1, to: begin.number },
      { from: end.number, to: last },
    ];
  }
  const chosen = { from: from ?? 1, to: to ?? last };
  if (chosen.from <= chosen.to && chosen.from <= last && chosen.to >= 1) return [chosen];
  throw new UserError(`The trace has no arrows from ${chosen.from} to ${chosen.to}.`, {
    hint: last === 0 ? "It contains no exchanges." : `Choose from 1 to ${last}.`,
  });
}

function describeGap(from: number, to: number): string {
  return `⋮ (${from})-(${to}) are not shown; --from ${from} --to ${Math.min(to, from + MOST - 1)} shows the next ones.\n\n`;
}
