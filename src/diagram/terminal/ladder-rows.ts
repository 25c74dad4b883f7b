import type { Arrow } from "../../analyze/types.ts";
import { knownAt } from "../../sequence/known-at.ts";
import { measureText, shortenMiddle } from "../display-text.ts";
import { ARROW_FRAME, type LadderLayout } from "../ladder-layout.ts";
import { type Style, type TerminalRow, createTerminalRow } from "./terminal-row.ts";

/** Names above their lifelines; alternating between two rows if one row would truncate some of them. */
export function drawNames(
  layout: LadderLayout,
  { labelOf, width }: Pick<Names, "labelOf" | "width">,
): readonly TerminalRow[] {
  const isCramped = layout.lifelines.some(({ id, room }) => measureText(labelOf(id)) > room);
  const step = isCramped && layout.lifelines.length > 2 ? 2 : 1;
  return Array.from({ length: step }, (_, turn) => {
    const row = turn === 0 ? createTerminalRow() : startEveryOther(layout);
    for (let index = turn; index < layout.lifelines.length; index += step)
      putName(row, index, { layout, labelOf, width, step });
    return row;
  });
}

interface Names {
  readonly layout: LadderLayout;
  readonly labelOf: (id: string) => string;
  /** Columns of the terminal. */
  readonly width: number;
  /** Every how many-th lifeline has its name in one row. */
  readonly step: number;
}

/** Centered above its lifeline, or next to it as the image's edge and the neighbors in the row allow. */
function putName(row: TerminalRow, index: number, { layout, labelOf, width, step }: Names): void {
  const { lifelines } = layout;
  const columnOf = (at: number): number | undefined => lifelines[at]?.column;
  const { id, column } = knownAt(lifelines, index);
  const before = columnOf(index - step);
  const after = columnOf(index + step);
  const start = before === undefined ? 0 : Math.floor((before + column) / 2) + 1;
  const end = after === undefined ? width : Math.floor((column + after) / 2);
  const name = shortenMiddle(labelOf(id), end - start);
  const taken = measureText(name);
  row.put(Math.max(start, Math.min(column - Math.floor(taken / 2), end - taken)), name, "bold");
}

/** Lifelines whose names are in the row above. */
function startEveryOther({ lifelines }: LadderLayout): TerminalRow {
  const row = createTerminalRow();
  lifelines.forEach(({ column }, index) => index % 2 === 0 && row.put(column, "│", "dim"));
  return row;
}

/**
 * One message: a row with its label on the arrow, or, if the arrow is too short, an additional row above for the label.
 */
export function drawArrow(arrow: Arrow, look: ArrowLook): readonly TerminalRow[] {
  const line = toLine(arrow, look.layout);
  const row = startRow(look);
  row.put(line.start + 1, line.text, look.style);
  if (measureText(arrow.label) <= line.room) {
    row.put(line.labelAt, ` ${arrow.label} `, look.style);
    return [putNumber(row, arrow, look)];
  }
  const above = startRow(look);
  const label = shortenMiddle(arrow.label, look.layout.width - look.left);
  const column = Math.max(look.left, Math.min(line.start + 2, look.layout.width - measureText(label)));
  above.put(column - 1, ` ${label}`, look.style);
  return [putNumber(above, arrow, look), row];
}

export interface ArrowLook {
  readonly layout: LadderLayout;
  /** First column of the image; the numbers precede it. */
  readonly left: number;
  readonly style: Style;
  /** Participants whose lifeline is drawn thick. */
  readonly busy: ReadonlySet<string>;
}

/** The line of a message: the drawing after the lifeline on its left, and the place for a label. */
interface Line {
  /** Column of the lifeline on the left. */
  readonly start: number;
  readonly text: string;
  /** Column of the space before the label. */
  readonly labelAt: number;
  /** Columns for the label without the spaces around it. */
  readonly room: number;
}

function toLine({ kind: own, failed, from, to }: Arrow, { lifelines, width }: LadderLayout): Line {
  const kind = failed ? "error" : own;
  const columnOf = (id: string): number => lifelines.find((lifeline) => lifeline.id === id)?.column ?? 0;
  const start = Math.min(columnOf(from), columnOf(to));
  const gap = Math.abs(columnOf(from) - columnOf(to));
  if (gap === 0) return { start, text: LOOPS[kind], labelAt: start + 3, room: width - start - ARROW_FRAME + 1 };
  const text = drawLine(kind, gap - 1, columnOf(from) < columnOf(to));
  return { start, text, labelAt: start + 3, room: gap - ARROW_FRAME };
}

/** A message of a participant to itself. */
const LOOPS: Readonly<Record<Arrow["kind"], string>> = { request: "─╮", response: "◄╯", error: "╳╯" };

function drawLine(kind: Arrow["kind"], length: number, isToRight: boolean): string {
  const line = (kind === "request" ? "─" : "╌").repeat(length - 1);
  if (isToRight) return line + (kind === "error" ? "╳" : "►");
  return (kind === "error" ? "╳" : "◄") + line;
}

function startRow({ layout, busy }: ArrowLook): TerminalRow {
  const row = createTerminalRow();
  for (const { id, column } of layout.lifelines) row.put(column, busy.has(id) ? "┃" : "│", "dim");
  return row;
}

function putNumber(row: TerminalRow, { number }: Arrow, { left }: ArrowLook): TerminalRow {
  const text = String(number);
  row.put(left - 1 - text.length, text, "dim");
  return row;
}
