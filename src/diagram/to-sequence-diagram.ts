import type { Arrow, Fold, Group, Participant, Walkthrough } from "../analyze/types.ts";
import { takeNumbered } from "../sequence/numbered.ts";
import { describeFold, listItems } from "./items.ts";
import { toFrameLabel, toLabel } from "./label.ts";
import { createSafeIds } from "./participant-ids.ts";
import type { PartItem } from "./parts/split-items.ts";
import { type SequenceArrow, type SequenceDiagram, type SequenceItem, findEnds } from "./sequence-diagram.ts";

export interface DiagramOptions {
  /**
   * 8 for sites with Mermaid 8, which cannot continue with another number, so nothing is folded. @default the current
   * version
   */
  readonly version?: 8 | undefined;
}

/** A whole walkthrough as one diagram. */
export function toSequenceDiagram(walkthrough: Walkthrough, { version }: DiagramOptions = {}): SequenceDiagram {
  const shown = version === 8 ? { ...walkthrough, folds: [] } : walkthrough;
  return toDiagramOf(shown, { participants: shown.participants, items: listItems(shown), first: 1, version });
}

export interface DiagramContent extends DiagramOptions {
  /** Arrows to draw. */
  readonly participants: readonly Participant[];
  readonly items: readonly PartItem[];
  /** Number of the first arrow. */
  readonly first: number;
}

/** Part of a walkthrough. Mermaid before version 9 counts from 1 only, so numbers that begin later are in the labels. */
export function toDiagramOf(
  walkthrough: Walkthrough,
  { participants, items, first, version }: DiagramContent,
): SequenceDiagram {
  const idOf = createSafeIds(walkthrough.participants);
  const isNumberedByHand = version === 8 && first !== 1;
  const context = { arrows: walkthrough.arrows, participants, idOf, isNumberedByHand };
  return {
    participants: participants.map(({ id, label }) => ({ id: idOf(id), label: toLabel(label) })),
    first: isNumberedByHand ? undefined : first,
    items: items.flatMap((item) => toItems(item, context)),
  };
}

interface Context {
  readonly arrows: readonly Arrow[];
  /** The participants that are drawn. */
  readonly participants: readonly Participant[];
  readonly idOf: (id: string) => string;
  readonly isNumberedByHand: boolean;
}

function toItems(item: PartItem, context: Context): readonly SequenceItem[] {
  const { idOf } = context;
  if (item.kind === "arrow") return [toArrow(item, context)];
  if (item.kind === "fold") return [toFoldNote(item.fold, context)];
  if (item.kind === "busy" || item.kind === "idle") return [{ ...item, participant: idOf(item.participant) }];
  if (item.kind === "note") return [{ kind: "note", over: [idOf(item.arrow.from)], label: toLabel(item.note.text) }];
  return item.kind === "open" ? toFrame(item.group, context) : [{ kind: "close" }];
}

function toArrow(
  { arrow, activation }: Extract<PartItem, { kind: "arrow" }>,
  { idOf, isNumberedByHand }: Context,
): SequenceArrow {
  const { kind, from, to, label, number, failed } = arrow;
  return {
    kind: "arrow",
    number: isNumberedByHand ? undefined : number,
    from: idOf(from),
    to: idOf(to),
    line: failed ? "error" : kind,
    activation,
    label: toLabel(isNumberedByHand ? `(${number}) ${label}` : label),
  };
}

function toFoldNote(fold: Fold, context: Context): SequenceItem {
  return { kind: "note", over: listEnds(fold, context), label: toLabel(describeFold(fold)), next: fold.last + 1 };
}

/**
 * Mermaid has no frame for groups other than loops, alternatives, and parallel calls, so these are shaded, with a note
 * that names them.
 */
function toFrame(group: Group, context: Context): readonly SequenceItem[] {
  if (group.kind === "redirect") {
    return [
      { kind: "open", frame: "rect", label: "" },
      { kind: "note", over: listEnds(group, context), label: toLabel(group.label) },
    ];
  }
  return [{ kind: "open", frame: group.kind === "par" ? "par" : "loop", label: toFrameLabel(group.label) }];
}

/** Those at the ends of a run of arrows. */
function listEnds({ first, last }: Pick<Group, "first" | "last">, context: Context): readonly string[] {
  const { arrows, participants, idOf } = context;
  const used = new Set(takeNumbered(arrows, { first, last }).flatMap(({ from, to }) => [from, to]));
  return findEnds(participants.flatMap(({ id }) => (used.has(id) ? [idOf(id)] : [])));
}
