import type { Arrow, Walkthrough } from "../../analyze/types.ts";
import { lastNumberOf } from "../../sequence/numbered.ts";
import { cleanText, measureText, shortenMiddle } from "../display-text.ts";
import { type DiagramItem, describeFold, listItems } from "../items.ts";
import { layOutLadder } from "../ladder-layout.ts";
import { drawArrow, drawNames } from "./ladder-rows.ts";
import { statusStyle } from "./status-style.ts";
import { type Style, type TerminalRow, createTerminalRow } from "./terminal-row.ts";

export interface LadderOptions {
  /** Columns of the terminal; no line is wider. */
  readonly width: number;
  /** Whether to color status codes. If not, the text has no escape sequences. */
  readonly color: boolean;
}

/**
 * Draws a walkthrough for a terminal: participants next to each other, with numbered messages between them, one per
 * line.
 */
export function toLadder(walkthrough: Walkthrough, options: LadderOptions): string {
  const { participants, arrows } = cleanLabels(walkthrough);
  const left = String(lastNumberOf(arrows)).length + 2;
  const labels = new Map(participants.map(({ id, label }) => [id, label]));
  const labelOf = (id: string): string => labels.get(id) ?? id;
  const responses = new Map(walkthrough.steps.map(({ id, response }) => [id, response]));
  const styleOf = (arrow: Arrow): Style => chooseStyle(arrow, responses.get(arrow.step) ?? NO_RESPONSE);

  const layout = layOutLadder({ participants, arrows }, { left, width: options.width });
  const busy = createBusyList();
  const draw = (item: ArrowItem): readonly TerminalRow[] => {
    const { arrow } = item;
    if (layout === undefined) return [listArrow(arrow, { labelOf, style: styleOf(arrow), left, width: options.width })];
    return drawArrow(arrow, { layout, left, style: styleOf(arrow), busy: busy.during(item) });
  };
  const rows = listItems({ ...walkthrough, arrows }).flatMap((item) =>
    item.kind === "arrow" ? draw(item) : [drawNote(item, { left, width: options.width })],
  );
  const names = layout === undefined ? [] : drawNames(layout, { labelOf, width: options.width });
  return [...names, ...rows].map((row) => `${row.toText(options.color)}\n`).join("");
}

type ArrowItem = Extract<DiagramItem, { kind: "arrow" }>;

interface BusyList {
  /** Participants that have not responded yet while this arrow is drawn, and send requests on that behalf. */
  readonly during: (item: ArrowItem) => ReadonlySet<string>;
}

function createBusyList(): BusyList {
  const calls: string[] = [];
  return {
    during: ({ arrow, activation }) => {
      const busy = new Set(calls);
      if (activation === "begins") calls.push(arrow.to);
      if (activation === "ends") calls.splice(calls.indexOf(arrow.from), 1);
      return busy;
    },
  };
}

function cleanLabels({ participants, arrows }: Walkthrough): Pick<Walkthrough, "participants" | "arrows"> {
  return {
    participants: participants.map((participant) => ({ ...participant, label: cleanText(participant.label) })),
    arrows: arrows.map((arrow) => ({ ...arrow, label: cleanText(arrow.label) })),
  };
}

const NO_RESPONSE = { status: 0, reason: "" };

function chooseStyle({ kind, failed }: Arrow, response: Parameters<typeof statusStyle>[0]): Style {
  if (kind === "request") return "plain";
  return failed || kind === "error" ? "red" : statusStyle(response);
}

/** A row across the diagram: the beginning or end of a frame, or an omission. */
function drawNote(
  item: Exclude<DiagramItem, { kind: "arrow" }>,
  { left, width }: Pick<ListLook, "left" | "width">,
): TerminalRow {
  const row = createTerminalRow();
  const text = describeItem(item);
  row.put(left, shortenMiddle(text, width - left), "dim");
  return row;
}

function describeItem(item: Exclude<DiagramItem, { kind: "arrow" }>): string {
  if (item.kind === "fold") return `  ⋮ ${describeFold(item.fold)}`;
  return item.kind === "note" ? `  · ${cleanText(item.note.text)}` : describeFrame(item);
}

function describeFrame({ kind, group }: Extract<DiagramItem, { kind: "open" | "close" }>): string {
  if (kind === "close") return "└";
  return `┌ ${group.kind === "loop" ? "loop " : ""}${cleanText(group.label)}`;
}

interface ListLook {
  readonly labelOf: (id: string) => string;
  readonly style: Style;
  readonly left: number;
  readonly width: number;
}

/** If there are too many participants for the width. Names leave at least half of it for the label. */
function listArrow({ number, from, to, label }: Arrow, { labelOf, style, left, width }: ListLook): TerminalRow {
  const row = createTerminalRow();
  row.put(left - 1 - String(number).length, String(number), "dim");
  const room = Math.max(1, Math.floor((width - left - 5) / 4));
  const who = [from, to].map((id) => shortenMiddle(labelOf(id), room)).join(" → ");
  const text = `${who}: ${shortenMiddle(label, width - left - measureText(who) - 2)}`;
  row.put(left, shortenMiddle(text, width - left), style);
  return row;
}
