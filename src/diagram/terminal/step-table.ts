import type { Step, Walkthrough } from "../../analyze/types.ts";
import { knownAt } from "../../sequence/known-at.ts";
import { cleanText, measureText, shortenMiddle } from "../display-text.ts";
import { nameAnswerers } from "./answerer.ts";
import { statusStyle } from "./status-style.ts";
import { type Style, createTerminalRow } from "./terminal-row.ts";

export interface StepTableOptions {
  /** Columns of the terminal: cells are shortened, and columns left out, until lines fit. @default as wide as it gets */
  readonly width?: number | undefined;
  readonly color: boolean;
}

/**
 * The steps of a walkthrough as lines of columns: number, method, path, response, duration, size, responding
 * participant.
 */
export function toStepTable(walkthrough: Walkthrough, { width, color }: StepTableOptions): string {
  const nameOf = nameAnswerers(walkthrough);
  const rows = walkthrough.steps.map((step) => toRow(step, nameOf(step)));
  const widest = (column: number): number =>
    [HEAD, ...rows].reduce((most, { cells }) => Math.max(most, measureText(knownAt(cells, column))), 0);
  const widths = fitColumns(
    HEAD.cells.map((_, column) => widest(column)),
    width,
  );
  return [HEAD, ...rows].map((row) => `${writeRow(row, widths, color)}\n`).join("");
}

interface Row {
  readonly cells: readonly string[];
  readonly style: Style;
}

const HEAD: Row = { cells: ["#", "method", "path", "response", "ms", "bytes", "participant"], style: "plain" };
const PATH = HEAD.cells.indexOf("path");
const RESPONSE = HEAD.cells.indexOf("response");
const WHO = HEAD.cells.indexOf("participant");
const RIGHT: ReadonlySet<number> = new Set(["#", "ms", "bytes"].map((name) => HEAD.cells.indexOf(name)));

function toRow({ request, response, time, name }: Step, who: string): Row {
  const { said } = response.body;
  const talk = said === undefined ? "" : `, ${said.sent} sent, ${said.received} received`;
  const closed = response.closed === undefined ? "" : `, closed with ${response.closed.slice(0, 4)}`;
  const answer =
    (response.error?.code ?? (`${response.status || ""} ${response.reason}`.trim() || "no response")) + talk + closed;
  const { number, method } = request;
  const path = name === undefined || request.path === `/${name.text}` ? request.path : `${request.path} ${name.text}`;
  return {
    cells: [String(number), method, path, answer, time.duration.toFixed(1), String(response.body.size), who].map(
      cleanText,
    ),
    style: response.failed ? "red" : statusStyle(response),
  };
}

/** The widths that lines fit with; 0 for a column that is left out. */
function fitColumns(widths: readonly number[], available = Infinity): readonly number[] {
  return shrinkColumns(leaveOutColumns(widths, available), available);
}

/** The least important columns are dropped first, until the others are wide enough to read. */
function leaveOutColumns(widths: readonly number[], available: number): readonly number[] {
  const fitted = [...widths];
  const needs = (): readonly number[] => fitted.map((width, column) => Math.min(width, NEEDED.get(column) ?? width));
  for (const column of LEFT_OUT) if (widthOfLine(needs()) > available) fitted[column] = 0;
  return fitted;
}

/** Excess width is taken from the path, the participants, or the response, whichever is widest, as far as they can shrink. */
function shrinkColumns(widths: readonly number[], available: number): readonly number[] {
  const fitted = [...widths];
  for (let excess = widthOfLine(fitted) - available; excess > 0; excess -= 1) {
    const column = SHRINKING.reduce((widest, one) => (knownAt(fitted, one) > knownAt(fitted, widest) ? one : widest));
    fitted[column] = Math.max(1, knownAt(fitted, column) - 1);
  }
  return fitted;
}

function widthOfLine(widths: readonly number[]): number {
  const shown = widths.filter((width) => width > 0);
  return shown.reduce((total, one) => total + one, GAP.length * (shown.length - 1));
}

const GAP = "  ";
const SHRINKING = [PATH, WHO, RESPONSE] as const;
const LEFT_OUT = ["bytes", "ms", "participant", "method", "response"].map((name) => HEAD.cells.indexOf(name));
/** Below this width a value is unrecognizable. */
const NEEDED: ReadonlyMap<number, number> = new Map([
  [PATH, 8],
  [WHO, 6],
  [RESPONSE, 6],
]);

function writeRow({ cells, style }: Row, widths: readonly number[], color: boolean): string {
  const row = createTerminalRow();
  let start = 0;
  for (const [column, cell] of cells.entries()) {
    const width = knownAt(widths, column);
    if (width === 0) continue;
    const text = shortenMiddle(cell, width);
    row.put(RIGHT.has(column) ? start + width - measureText(text) : start, text, column === RESPONSE ? style : "plain");
    start += width + GAP.length;
  }
  return row.toText(color);
}
