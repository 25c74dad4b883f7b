import type { Arrow, Fold, Group, Participant, Walkthrough } from "../../analyze/types.ts";
import { describeFold, listItems } from "../items.ts";
import type { PartItem } from "../parts/split-items.ts";
import { writeFrameLabel, writeLabel } from "./mermaid-label.ts";
import { toMermaidIds } from "./participant-ids.ts";
import { writeEnds, writeSequence } from "./sequence-text.ts";

export interface MermaidOptions {
  /** 8 for sites with a Mermaid before 9, which cannot go on with another number: nothing is folded there. @default the current one */
  readonly version?: 8;
}

/** Draws a whole walkthrough as a numbered Mermaid sequence diagram. Ends with a line end. */
export function toMermaid(walkthrough: Walkthrough, { version }: MermaidOptions = {}): string {
  const shown = version === 8 ? { ...walkthrough, folds: [] } : walkthrough;
  return writeDiagram(shown, { participants: shown.participants, items: listItems(shown), first: 1, version });
}

export interface DiagramContent {
  /** Those to draw. */
  readonly participants: readonly Participant[];
  readonly items: readonly PartItem[];
  /** Number of the first arrow. */
  readonly first: number;
  readonly version?: 8 | undefined;
}

/** Draws some of a walkthrough. Before version 9 Mermaid counts from 1 only, so numbers that begin later stand in the labels. */
export function writeDiagram(
  walkthrough: Walkthrough,
  { participants, items, first, version }: DiagramContent,
): string {
  const ids = toMermaidIds(walkthrough.participants);
  const idOf = (id: string): string => ids.get(id) ?? id;
  const isNumberedByHand = version === 8 && first !== 1;
  const context = { arrows: walkthrough.arrows, participants, idOf, isNumberedByHand };
  return writeSequence({
    numbering: isNumberedByHand ? undefined : writeNumbering(first),
    participants,
    idOf,
    lines: items.flatMap((item) => writeItem(item, context)),
  });
}

/** Numbers go on from the arrow's own. */
function writeNumbering(number: number): string {
  return number === 1 ? "autonumber" : `autonumber ${number}`;
}

interface Context {
  readonly arrows: readonly Arrow[];
  /** Those that are drawn. */
  readonly participants: readonly Participant[];
  readonly idOf: (id: string) => string;
  readonly isNumberedByHand: boolean;
}

function writeItem(item: PartItem, context: Context): readonly string[] {
  if (item.kind === "arrow") return [writeArrow(item, context)];
  if (item.kind === "fold") return writeFold(item.fold, context);
  if (item.kind === "busy" || item.kind === "idle") {
    return [`${item.kind === "busy" ? "activate" : "deactivate"} ${context.idOf(item.participant)}`];
  }
  if (item.kind === "note") return [`Note over ${context.idOf(item.arrow.from)}: ${writeLabel(item.note.text)}`];
  return item.kind === "open" ? openFrame(item.group, context) : ["end"];
}

function writeFold(fold: Fold, context: Context): readonly string[] {
  const note = `Note over ${listIds(fold, context)}: ${writeLabel(describeFold(fold))}`;
  return [note, writeNumbering(fold.last + 1)];
}

function writeArrow(item: Extract<PartItem, { kind: "arrow" }>, { idOf, isNumberedByHand }: Context): string {
  const { arrow, activation } = item;
  const mark = activation === undefined ? "" : activation === "begins" ? "+" : "-";
  const number = isNumberedByHand ? `(${arrow.number}) ` : "";
  return `${idOf(arrow.from)}${LINES[arrow.kind]}${mark}${idOf(arrow.to)}: ${writeLabel(number + arrow.label)}`;
}

const LINES: Readonly<Record<Arrow["kind"], string>> = { request: "->>", response: "-->>", error: "--x" };

/** Mermaid has no frame for what is not repeated, chosen or parallel, so those are shaded and say what they are in a note. */
function openFrame(group: Group, context: Context): readonly string[] {
  if (group.kind === "redirect") {
    return ["rect rgba(127, 127, 127, 0.1)", `Note over ${listIds(group, context)}: ${writeLabel(group.label)}`];
  }
  return [`${group.kind === "par" ? "par" : "loop"} ${writeFrameLabel(group.label)}`];
}

/** Those at the ends of a run of arrows. */
function listIds({ first, last }: Pick<Group, "first" | "last">, { arrows, participants, idOf }: Context): string {
  const begin = arrows[0]?.number ?? 1;
  const used = new Set(arrows.slice(first - begin, last - begin + 1).flatMap(({ from, to }) => [from, to]));
  return writeEnds(participants.flatMap(({ id }) => (used.has(id) ? [idOf(id)] : [])));
}
