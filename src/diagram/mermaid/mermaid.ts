import type { Walkthrough } from "../../analyze/types.ts";
import type { SequenceArrow, SequenceDiagram, SequenceItem } from "../sequence-diagram.ts";
import { type DiagramOptions, toSequenceDiagram } from "../to-sequence-diagram.ts";
import { escapeMermaid } from "./escape.ts";

/** Draws a whole walkthrough as a numbered Mermaid sequence diagram. Ends with a line end. */
export function toMermaid(walkthrough: Walkthrough, options: DiagramOptions = {}): string {
  return writeMermaid(toSequenceDiagram(walkthrough, options));
}

/** The Mermaid text of a diagram. Ends with a line end. */
export function writeMermaid({ participants, first, items }: SequenceDiagram): string {
  const lines = [
    ...(first === undefined ? [] : [writeNumbering(first)]),
    ...participants.map(({ id, label }) => `participant ${id} as ${writeText(label)}`),
    ...items.flatMap(writeItem),
  ];
  return `sequenceDiagram\n${lines.map((line) => `  ${line}\n`).join("")}`;
}

/** The numbers continue from the arrow's own number. */
function writeNumbering(number: number): string {
  return number === 1 ? "autonumber" : `autonumber ${number}`;
}

function writeItem(item: SequenceItem): readonly string[] {
  if (item.kind === "arrow") return [writeArrow(item)];
  if (item.kind === "note") {
    const note = `Note over ${item.over.join(",")}: ${writeText(item.label)}`;
    return item.next === undefined ? [note] : [note, writeNumbering(item.next)];
  }
  if (item.kind === "open") {
    return [item.frame === "rect" ? "rect rgba(127, 127, 127, 0.1)" : `${item.frame} ${writeText(item.label)}`];
  }
  if (item.kind === "close") return ["end"];
  return [`${item.kind === "busy" ? "activate" : "deactivate"} ${item.participant}`];
}

function writeArrow({ from, to, line, activation, label }: SequenceArrow): string {
  const mark = activation === undefined ? "" : activation === "begins" ? "+" : "-";
  return `${from}${LINES[line]}${mark}${to}: ${writeText(label)}`;
}

const LINES: Readonly<Record<SequenceArrow["line"], string>> = {
  request: "->>",
  response: "-->>",
  error: "--x",
  failed: "-x",
};

function writeText(label: string): string {
  return label.split("\n").map(escapeMermaid).join("<br/>");
}
