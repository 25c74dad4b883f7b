import type { Caption } from "../caption.ts";
import type { SequenceArrow, SequenceDiagram, SequenceFrame, SequenceItem, SequenceNote } from "../sequence-diagram.ts";
import type { Theme } from "../theme.ts";
import { BOX, INSET, MARGIN, type Sheet, layOutSheet } from "./sequence-sheet.ts";
import { writeStyle } from "./sequence-style.ts";
import { LINE, box, escapeXml, line, text } from "./svg.ts";

export interface SequenceOptions {
  readonly theme: Theme;
  readonly caption: Caption;
}

/**
 * Draws a sequence diagram as an SVG, without a browser and similar to Mermaid's. Ends with a line end. Widths are generous estimates,
 * because no font is measured.
 */
export function drawSequence(sequence: SequenceDiagram, { theme, caption }: SequenceOptions): string {
  const sheet = layOutSheet(sequence);
  for (const item of sequence.items) drawItem(item, sheet);
  const bottom = sheet.y + ROW / 2;
  const [width, height] = [sheet.right + MARGIN, bottom + BOX + MARGIN];
  const lives = sheet.columns.map(({ x }) => line("life", [x, MARGIN + BOX], [x, bottom]));
  const names = sheet.columns.flatMap(({ x, width, label }) =>
    [MARGIN, bottom].map(
      (y) => box("name", x - width / 2, y, width, BOX) + text("", x, y + BOX / 2 + 5 - heightOf(label) / 2, label),
    ),
  );
  const [title, description, language] = [caption.title, caption.description, caption.language].map(escapeXml);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" id="wirewalk" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="wirewalk-title" aria-describedby="wirewalk-desc" lang="${language}">`,
    `<title id="wirewalk-title">${title}</title>`,
    `<desc id="wirewalk-desc">${description}</desc>`,
    `<style>${writeStyle(theme, caption.language)}</style>`,
    ...sheet.frames,
    ...lives,
    ...sheet.bars,
    ...sheet.rows,
    ...names,
    "</svg>\n",
  ].join("\n");
}

/** From one arrow to the next. */
const ROW = 46;
const NOTE = 28;
const GAP = 10;

function drawItem(item: SequenceItem, sheet: Sheet): void {
  if (item.kind === "arrow") drawArrow(item, sheet);
  else if (item.kind === "note") drawNote(item, sheet);
  else if (item.kind === "open") openFrame(item, sheet);
  else if (item.kind === "close") closeFrame(sheet);
  else if (item.kind === "busy") sheet.active.push({ id: item.participant, y: sheet.y + GAP });
  else drawBar(item.participant, sheet);
}

function drawArrow(arrow: SequenceArrow, sheet: Sheet): void {
  sheet.y += ROW + heightOf(arrow.label);
  const { y } = sheet;
  const [from, to] = [sheet.placeOf(arrow.from), sheet.placeOf(arrow.to)];
  widenFrames(sheet, Math.min(from, to), Math.max(from, to));
  if (arrow.activation === "begins") sheet.active.push({ id: arrow.to, y });
  if (arrow.activation === "ends") drawBar(arrow.from, sheet);
  sheet.rows.push(
    `<g class="${isFailed(arrow) ? "error" : arrow.line}">`,
    from === to ? drawLoop(arrow, from, sheet) : drawLine(arrow, [from, to], y),
    ...(arrow.number === undefined ? [] : [drawNumber(arrow.number, from, y)]),
    "</g>",
  );
  if (from === to) sheet.y += ROW / 2;
}

function isFailed({ line: kind }: SequenceArrow): boolean {
  return kind === "error" || kind === "failed";
}

function drawNumber(number: number, x: number, y: number): string {
  return `<circle cx="${x}" cy="${y}" r="10"/>${text("number", x, y + 4, String(number))}`;
}

/** What lines of a text take beyond the first. */
function heightOf(label: string): number {
  return (label.split("\n").length - 1) * LINE;
}

function drawLine(arrow: SequenceArrow, [from, to]: readonly [number, number], y: number): string {
  const side = to > from ? -1 : 1;
  const label = text("label", (from + to) / 2, y - 10 - heightOf(arrow.label), arrow.label);
  return line("", [from, y], [to + side * 2, y]) + drawHead(arrow, to, y, side) + label;
}

function drawLoop(arrow: SequenceArrow, x: number, sheet: Sheet): string {
  const { y } = sheet;
  sheet.right = Math.max(sheet.right, x + 14 + sheet.widthOf(arrow.label));
  const path = `<path class="loop" d="M${x} ${y}h36v${ROW / 2}h-34"/>`;
  return (
    path + drawHead(arrow, x, y + ROW / 2, 1) + text("label start", x + 14, y - 12 - heightOf(arrow.label), arrow.label)
  );
}

/** @param side where the arrow comes from: 1 is the right */
function drawHead(arrow: SequenceArrow, x: number, y: number, side: number): string {
  if (!isFailed(arrow)) return `<path class="head" d="M${x} ${y}l${side * 11} -5v10z"/>`;
  return `<path class="cross" d="M${x + side * 4} ${y - 6}l${side * 12} 12m0 -12l${side * -12} 12"/>`;
}

function drawNote({ over, label }: SequenceNote, sheet: Sheet): void {
  const places = over.map(sheet.placeOf);
  const [left, right] = [Math.min(...places), Math.max(...places)];
  const width = Math.max(right - left + 40, sheet.widthOf(label) + 20);
  const middle = Math.max((left + right) / 2, width / 2 + MARGIN);
  widenFrames(sheet, left, right);
  sheet.right = Math.max(sheet.right, middle + width / 2);
  sheet.y += GAP;
  const height = NOTE + heightOf(label);
  sheet.rows.push(box("note", middle - width / 2, sheet.y, width, height), text("", middle, sheet.y + 19, label));
  sheet.y += height;
}

/** The content of a frame determines its width, so its place among the rows is kept. */
function openFrame(begin: SequenceFrame, sheet: Sheet): void {
  sheet.y += GAP;
  sheet.open.push({ begin, y: sheet.y, row: sheet.rows.length, left: Infinity, right: -Infinity });
  sheet.rows.push("");
  if (begin.frame !== "rect") sheet.y += NOTE + heightOf(begin.label);
}

function widenFrames({ open }: Sheet, left: number, right: number): void {
  for (const frame of open) {
    frame.left = Math.min(frame.left, left);
    frame.right = Math.max(frame.right, right);
  }
}

function closeFrame(sheet: Sheet): void {
  const frame = sheet.open.pop();
  if (frame === undefined || frame.left === Infinity) return;
  const { begin, y } = frame;
  sheet.y += GAP * 2;
  const inset = INSET - sheet.open.length * 6;
  const x = frame.left - inset;
  const width = Math.max(frame.right - x + inset, sheet.widthOf(begin.label) + 70);
  sheet.right = Math.max(sheet.right, x + width);
  sheet.frames.push(box(begin.frame === "rect" ? "shade" : "frame", x, y, width, sheet.y - y));
  if (begin.frame === "rect") return;
  const name = box("tag", x, y, 48, 22) + text("tag", x + 24, y + 16, begin.frame);
  sheet.rows[frame.row] = name + text("start", x + 56, y + 16, `[${begin.label}]`);
}

function drawBar(id: string, sheet: Sheet): void {
  const begun = sheet.active.findLastIndex((one) => one.id === id);
  const [bar] = begun < 0 ? [] : sheet.active.splice(begun, 1);
  if (bar === undefined) return;
  const depth = sheet.active.filter((one) => one.id === id).length;
  sheet.bars.push(box("bar", sheet.placeOf(id) - 5 + depth * 4, bar.y, 10, sheet.y - bar.y));
}
