import type { Group, Walkthrough } from "../../analyze/types.ts";
import { knownAt } from "../../sequence/known-at.ts";
import { type DiagramItem, listItems } from "../items.ts";
import type { Span } from "./cut.ts";

/** An item, or a participant that is active across a cut. */
export type PartItem = DiagramItem | { readonly kind: "busy" | "idle"; readonly participant: string };

/** What each part shows. Frames that a cut goes through are in both parts, and active participants stay active. */
export function splitItems(walkthrough: Walkthrough, spans: readonly Span[]): readonly (readonly PartItem[])[] {
  const frames: Group[] = [];
  const busy: string[] = [];
  const parts: PartItem[][] = [];
  let part: PartItem[] = [];
  const close = (): void => {
    part.push(...busy.toReversed().map((participant) => ({ kind: "idle", participant }) as const));
    part.push(...frames.toReversed().map((group) => ({ kind: "close", group }) as const));
  };
  const open = (): void => {
    if (parts.length > 0) close();
    part = [
      ...frames.map((group) => ({ kind: "open", group }) as const),
      ...busy.map((participant) => ({ kind: "busy", participant }) as const),
    ];
    parts.push(part);
  };
  for (const item of listItems(walkthrough)) {
    if (parts.length === 0 || toNumber(item) > knownAt(spans, parts.length - 1).last) open();
    part.push(item);
    if (item.kind === "open") frames.push(item.group);
    if (item.kind === "close") frames.pop();
    if (item.kind === "arrow") note(item, busy);
  }
  return parts;
}

/** Of the first arrow that the item is about; a frame ends with its last one. */
function toNumber(item: DiagramItem): number {
  if (item.kind === "arrow" || item.kind === "note") return item.arrow.number;
  if (item.kind === "fold") return item.fold.first;
  return item.kind === "open" ? item.group.first : item.group.last;
}

function note({ arrow, activation }: Extract<DiagramItem, { kind: "arrow" }>, busy: string[]): void {
  if (activation === "begins") busy.push(arrow.to);
  if (activation === "ends") busy.splice(busy.lastIndexOf(arrow.from), 1);
}
