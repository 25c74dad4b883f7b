import type { Arrow } from "../analyze/types.ts";
import { createPlaces } from "../sequence/places.ts";
import { measureText } from "./display-text.ts";
import { type SpanWish, fitGaps, wishGaps } from "./ladder-gaps.ts";

/** Input of the layout; texts are safe to show. */
export interface LadderParts {
  readonly participants: readonly { readonly id: string; readonly label: string }[];
  readonly arrows: readonly Pick<Arrow, "from" | "to" | "label">[];
}

export interface LadderLayout {
  readonly lifelines: readonly Lifeline[];
  /** Whole width of the picture, in columns. */
  readonly width: number;
}

export interface Lifeline {
  readonly id: string;
  readonly column: number;
  /** Columns that the name may take, centered on the lifeline. */
  readonly room: number;
}

/** Columns that an arrow takes in addition to its label, from lifeline to lifeline: `│── label ─►`. */
export const ARROW_FRAME = 6;

/**
 * Places the lifelines as far apart as labels and names need or, if the width does not suffice, closer. Undefined if too little would
 * remain between them.
 *
 * @param bounds first column that may be used, and the width of the terminal
 */
export function layOutLadder(
  parts: LadderParts,
  bounds: { readonly left: number; readonly width: number },
): LadderLayout | undefined {
  const names = parts.participants.map(({ label }) => measureText(label));
  const wishes = wishGaps(names, toSpans(parts));
  const share = Math.floor((bounds.width - bounds.left - names.length) / (2 * names.length));
  const [firstName = 0] = names;
  const before = Math.min(Math.floor(firstName / 2), share);
  const available = bounds.width - bounds.left - before - 1;
  const spare = available - wishes.reduce((sum, { wanted }) => sum + wanted, 0);
  const loops = wishForLoops(parts);
  const lastName = names.at(-1) ?? firstName;
  const after = Math.max(
    Math.min(Math.floor(lastName / 2), share),
    loops === 0 ? 0 : Math.max(LOOP, Math.min(loops, spare)),
  );
  const gaps = fitGaps(wishes, available - after);
  if (gaps.some((gap) => gap < SMALLEST_GAP)) return undefined;
  return placeLifelines(parts.participants, gaps, { first: bounds.left + before, before, after });
}

/** Columns after its lifeline that an arrow to oneself takes without a label: `│─╮`. */
const LOOP = 2;
/** An arrow with room for a line and a head. */
const SMALLEST_GAP = 6;

function placeLifelines(
  participants: LadderParts["participants"],
  gaps: readonly number[],
  { first, before, after }: { readonly first: number; readonly before: number; readonly after: number },
): LadderLayout {
  let column = first;
  const lifelines = participants.map(({ id }, index): Lifeline => {
    const gapBefore = gaps[index - 1];
    const gapAfter = gaps[index];
    const toLeft = gapBefore === undefined ? before : Math.floor((gapBefore - 2) / 2);
    const toRight = gapAfter === undefined ? after : Math.floor((gapAfter - 2) / 2);
    column += gapBefore ?? 0;
    return { id, column, room: 2 * Math.min(toLeft, toRight) + 1 };
  });
  return { lifelines, width: column + after + 1 };
}

function toSpans({ participants, arrows }: LadderParts): readonly SpanWish[] {
  const placeOf = createPlaces(participants.map(({ id }) => id));
  return arrows.map(({ from, to, label }) => {
    const ends = [placeOf(from), placeOf(to)];
    return { start: Math.min(...ends), end: Math.max(...ends), wanted: measureText(label) + ARROW_FRAME };
  });
}

/** Space after the last lifeline for messages of the last participant to itself. */
function wishForLoops({ participants, arrows }: LadderParts): number {
  const last = participants.at(-1)?.id;
  return arrows
    .filter(({ from, to }) => from === last && to === last)
    .reduce((widest, { label }) => Math.max(widest, measureText(label) + ARROW_FRAME), 0);
}
