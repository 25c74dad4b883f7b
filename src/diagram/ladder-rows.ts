import type { Arrow } from "../analyze/types.ts";
import { measureText, shortenMiddle } from "./display-text.ts";
import { ARROW_FRAME, type LadderLayout } from "./ladder-layout.ts";
import { type Style, type TerminalRow, createTerminalRow } from "./terminal-row.ts";

/** Names above their lifelines. */
export function drawNames(layout: LadderLayout, labelOf: (id: string) => string): TerminalRow {
  const row = createTerminalRow();
  for (const { id, column, room } of layout.lifelines) {
    const name = shortenMiddle(labelOf(id), room);
    row.put(column - Math.floor(measureText(name) / 2), name, "bold");
  }
  return row;
}

/** One message: a row with its label on the arrow, or, where that is too short, one more row above for the label. */
export function drawArrow(arrow: Arrow, look: ArrowLook): readonly TerminalRow[] {
  const line = toLine(arrow, look.layout);
  const row = startRow(look.layout);
  row.put(line.start + 1, line.text, look.style);
  if (measureText(arrow.label) <= line.room) {
    row.put(line.labelAt, ` ${arrow.label} `, look.style);
    return [putNumber(row, arrow, look)];
  }
  const above = startRow(look.layout);
  const label = shortenMiddle(arrow.label, look.layout.width - look.left);
  const column = Math.max(look.left, Math.min(line.start + 2, look.layout.width - measureText(label)));
  above.put(column - 1, ` ${label}`, look.style);
  return [putNumber(above, arrow, look), row];
}

export interface ArrowLook {
  readonly layout: LadderLayout;
  /** First column of the picture; the numbers stand before it. */
  readonly left: number;
  readonly style: Style;
}

/** The line of a message: what is drawn after the lifeline on its left, and where a label may stand. */
interface Line {
  /** Column of the lifeline on the left. */
  readonly start: number;
  readonly text: string;
  /** Column of the space before the label. */
  readonly labelAt: number;
  /** Columns for the label without the spaces around it. */
  readonly room: number;
}

function toLine({ kind, from, to }: Arrow, { lifelines, width }: LadderLayout): Line {
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

function startRow({ lifelines }: LadderLayout): TerminalRow {
  const row = createTerminalRow();
  for (const { column } of lifelines) row.put(column, "│", "dim");
  return row;
}

function putNumber(row: TerminalRow, { number }: Arrow, { left }: ArrowLook): TerminalRow {
  const text = String(number);
  row.put(left - 1 - text.length, text, "dim");
  return row;
}
