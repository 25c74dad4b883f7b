import type { Arrow, Fold, Group, Walkthrough } from "../analyze/types.ts";
import { escapeMermaid } from "./escape.ts";
import { type DiagramItem, describeFold, listItems } from "./items.ts";
import { toMermaidIds } from "./participant-ids.ts";

export interface MermaidOptions {
  /** 8 for sites with a Mermaid before 9, which cannot go on with another number: nothing is folded there. @default the current one */
  readonly version?: 8;
}

/** Draws a walkthrough as a numbered Mermaid sequence diagram. Ends with a line end. */
export function toMermaid(walkthrough: Walkthrough, { version }: MermaidOptions = {}): string {
  const shown = version === 8 ? { ...walkthrough, folds: [] } : walkthrough;
  const ids = toMermaidIds(shown.participants);
  const idOf = (id: string): string => ids.get(id) ?? id;
  const participants = shown.participants.map(({ id, label }) => `participant ${idOf(id)} as ${writeText(label)}`);
  const write = (item: DiagramItem): readonly string[] => writeItem(item, { walkthrough: shown, idOf });
  const lines = [writeNumbering(shown.arrows[0]), ...participants, ...listItems(shown).flatMap(write)];
  return `sequenceDiagram\n${lines.map((line) => `  ${line}\n`).join("")}`;
}

/** Numbers go on from the arrow's own. */
function writeNumbering(arrow: Pick<Arrow, "number"> | undefined): string {
  return arrow === undefined || arrow.number === 1 ? "autonumber" : `autonumber ${arrow.number}`;
}

interface Context {
  readonly walkthrough: Walkthrough;
  readonly idOf: (id: string) => string;
}

function writeItem(item: DiagramItem, context: Context): readonly string[] {
  if (item.kind === "arrow") return [writeArrow(item, context)];
  if (item.kind === "fold") return writeFold(item.fold, context);
  return item.kind === "open" ? openFrame(item.group, context) : ["end"];
}

function writeFold(fold: Fold, context: Context): readonly string[] {
  const note = `Note over ${listIds(fold, context)}: ${writeText(describeFold(fold))}`;
  return [note, writeNumbering({ number: fold.last + 1 })];
}

function writeArrow({ arrow, activation }: Extract<DiagramItem, { kind: "arrow" }>, { idOf }: Context): string {
  const mark = activation === undefined ? "" : activation === "begins" ? "+" : "-";
  return `${idOf(arrow.from)}${LINES[arrow.kind]}${mark}${idOf(arrow.to)}: ${writeText(arrow.label)}`;
}

const LINES: Readonly<Record<Arrow["kind"], string>> = { request: "->>", response: "-->>", error: "--x" };

/** Mermaid has no frame for what is not repeated, chosen or parallel, so those are shaded and say what they are in a note. */
function openFrame(group: Group, context: Context): readonly string[] {
  const label = writeText(group.label);
  if (group.kind === "par") return [`par ${label}`];
  if (group.kind !== "redirect") return [`loop ${label}`];
  return ["rect rgba(127, 127, 127, 0.1)", `Note over ${listIds(group, context)}: ${label}`];
}

/** The outermost two participants of a run of arrows: `client,nova`. */
function listIds({ first, last }: Pick<Group, "first" | "last">, { walkthrough, idOf }: Context): string {
  const { arrows, participants } = walkthrough;
  const begin = arrows[0]?.number ?? 1;
  const used = new Set(arrows.slice(first - begin, last - begin + 1).flatMap(({ from, to }) => [from, to]));
  const ids = participants.flatMap(({ id }) => (used.has(id) ? [idOf(id)] : []));
  return [...new Set([ids[0], ids.at(-1)])].join(",");
}

/** An alias or label without any ink is an error in some versions. */
function writeText(text: string): string {
  return escapeMermaid(text) || "…";
}
