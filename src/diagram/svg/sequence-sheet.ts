import { knownAt } from "../../sequence/known-at.ts";
import { measureText } from "../display-text.ts";
import { layOutLadder } from "../ladder-layout.ts";
import type { SequenceDiagram, SequenceFrame } from "../sequence-diagram.ts";

/** The drawing of a sequence diagram, from top to bottom; each list is drawn over the lists before it. */
export interface Sheet {
  readonly columns: readonly Column[];
  /** Right end of the drawing so far, in pixels. */
  right: number;
  /** Middle of a participant's column. */
  readonly placeOf: (id: string) => number;
  /** How wide a text is at most. */
  readonly widthOf: (text: string) => number;
  readonly frames: string[];
  readonly bars: string[];
  readonly rows: string[];
  /** Bottom of the drawing so far, in pixels. */
  y: number;
  readonly open: OpenFrame[];
  /** Where participants became busy. */
  readonly active: { readonly id: string; readonly y: number }[];
}

interface OpenFrame {
  readonly begin: SequenceFrame;
  readonly y: number;
  /** Index of the row that will hold its name. */
  readonly row: number;
  /** Outermost lifelines of its content so far. */
  left: number;
  right: number;
}

/** A participant. */
export interface Column {
  readonly x: number;
  readonly label: string;
  readonly width: number;
}

export const MARGIN = 16;
/** Height of a participant's name. */
export const BOX = 44;
/** From the outermost lifelines of a frame to its border, at most. */
export const INSET = 40;
/** Pixels that a column of a terminal is worth: capitals are about as wide. */
const UNIT = 9;

export function layOutSheet({ participants, items }: SequenceDiagram): Sheet {
  const arrows = items
    .filter((item) => item.kind === "arrow")
    .map(({ from, to, label }) => ({ from, to, label: longestLine(label) }));
  const names = participants.map(({ id, label }) => ({ id, label: longestLine(label) }));
  const layout = layOutLadder({ participants: names, arrows }, { left: 0, width: Infinity });
  const lifelines = layout?.lifelines ?? [];
  const columnOf = (index: number): number => lifelines[index]?.column ?? 0;
  const widths = participants.map(({ label }) => widthOf(label) + 24);
  const [first = 0] = widths;
  const left = MARGIN + Math.max(first / 2, INSET);
  const columns = participants.map(({ label }, index): Column => {
    return { x: left + (columnOf(index) - columnOf(0)) * UNIT, label, width: knownAt(widths, index) };
  });
  const places = new Map(participants.map(({ id }, index) => [id, columns[index]?.x ?? left]));
  const placeOf = (id: string): number => places.get(id) ?? left;
  const last = columns.at(-1);
  return {
    columns,
    right: (last?.x ?? left) + Math.max((last?.width ?? 0) / 2, INSET),
    placeOf,
    widthOf,
    frames: [],
    bars: [],
    rows: [],
    y: MARGIN + BOX,
    open: [],
    active: [],
  };
}

function widthOf(text: string): number {
  return measureText(longestLine(text)) * UNIT;
}

function longestLine(text: string): string {
  const lines = text.split("\n");
  return lines.reduce((longest, line) => (measureText(line) > measureText(longest) ? line : longest));
}
