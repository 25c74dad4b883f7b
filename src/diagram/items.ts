import type { Arrow, Fold, Group, Note, Walkthrough } from "../analyze/types.ts";
import { groupBy } from "../sequence/groups.ts";
import { mapKnown } from "../sequence/map-known.ts";

/** The content of a diagram, from top to bottom. Every frame that opens is closed, in the order of nesting. */
export type DiagramItem =
  | { readonly kind: "arrow"; readonly arrow: Arrow; readonly activation: "begins" | "ends" | undefined }
  | { readonly kind: "open" | "close"; readonly group: Group }
  | { readonly kind: "fold"; readonly fold: Fold }
  | { readonly kind: "note"; readonly note: Note; readonly arrow: Arrow };

/** Lists arrows with their notes, frames and folds. A participant is active while it sends requests on behalf of a call. */
export function listItems({ arrows, folds, groups, steps, notes = [] }: Walkthrough): readonly DiagramItem[] {
  const busy = new Set(mapKnown(steps, ({ nestedIn }) => nestedIn?.step));
  const opening = groupBy(groups, ({ first }) => first);
  const folding = new Map(folds.map((fold) => [fold.first, fold]));
  const noted = groupBy(notes, (note) => note.arrow);
  const items: DiagramItem[] = [];
  const open: Group[] = [];
  let shownFrom = 0;
  for (const arrow of arrows) {
    const opened = opening.of(arrow.number);
    items.push(...opened.map((group) => ({ kind: "open", group }) as const));
    open.push(...opened);
    const fold = folding.get(arrow.number);
    if (fold !== undefined) {
      items.push({ kind: "fold", fold });
      shownFrom = fold.last + 1;
    }
    if (arrow.number >= shownFrom) {
      items.push({ kind: "arrow", arrow, activation: toActivation(arrow, busy) });
      items.push(...noted.of(arrow.number).map((note) => ({ kind: "note", note, arrow }) as const));
    }
    for (let group = open.at(-1); group?.last === arrow.number; group = open.at(-1)) {
      items.push({ kind: "close", group });
      open.pop();
    }
  }
  return items;
}

function toActivation({ kind, step }: Arrow, busy: ReadonlySet<string>): "begins" | "ends" | undefined {
  if (!busy.has(step)) return undefined;
  return kind === "request" ? "begins" : "ends";
}

/** `(5)-(14): 5 more like (3)` */
export function describeFold({ first, last, count, like }: Fold): string {
  return `(${first})-(${last}): ${count} more like (${like})`;
}
