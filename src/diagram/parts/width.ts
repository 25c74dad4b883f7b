import type { Arrow, Participant } from "../../analyze/types.ts";
import { createPlaces } from "../../sequence/places.ts";
import { measureText } from "../display-text.ts";
import { toLabelLines } from "../label-lines.ts";

/** Pixels of Mermaid's default look: of a column of text, from one participant to the next, and around a label. */
const COLUMN = 7.2;
const DISTANCE = 200;
const AROUND = 50;

/** Estimates the width of Mermaid's drawing of the arrows so far, in pixels; labels between neighbors push them apart. */
export function createWidthMeter(participants: readonly Participant[]): (arrow: Arrow) => number {
  const placeOf = createPlaces(participants.map(({ id }) => id));
  /** Positions of the participants that are drawn, ascending. */
  let shown: readonly number[] = [];
  /** Widest label between two places. */
  const labels = new Map<string, number>();
  const widthOf = (pair: string): number => labels.get(pair) ?? 0;
  return ({ from, to, label }) => {
    const ends = [placeOf(from), placeOf(to)];
    shown = [...new Set([...shown, ...ends])].toSorted((a, b) => a - b);
    const pair = `${Math.min(...ends)} ${Math.max(...ends)}`;
    labels.set(pair, Math.max(widthOf(pair), measureLabel(label) + AROUND));
    const gaps = shown.slice(1).map((place, index) => Math.max(DISTANCE, widthOf(`${shown[index]} ${place}`)));
    return gaps.reduce((sum, gap) => sum + gap, DISTANCE);
  };
}

function measureLabel(label: string): number {
  return COLUMN * Math.max(...toLabelLines(label).map(measureText));
}
