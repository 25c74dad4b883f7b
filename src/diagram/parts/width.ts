import type { Arrow, Participant } from "../../analyze/types.ts";
import { measureText } from "../display-text.ts";
import { toLabelLines } from "../label-lines.ts";

/** Pixels of Mermaid's default look: of a column of text, from one participant to the next, and around a label. */
const COLUMN = 7.2;
const DISTANCE = 200;
const AROUND = 50;

/** Tells about how wide Mermaid draws the arrows so far, in pixels; labels between neighbours push them apart. */
export function createWidthMeter(participants: readonly Participant[]): (arrow: Arrow) => number {
  const places = new Map(participants.map(({ id }, index) => [id, index]));
  /** Places of those who are drawn, ascending. */
  let shown: readonly number[] = [];
  /** Widest label between two places. */
  const labels = new Map<string, number>();
  return ({ from, to, label }) => {
    const [left, right] = [places.get(from) ?? 0, places.get(to) ?? 0].toSorted((a, b) => a - b);
    shown = [...new Set([...shown, left ?? 0, right ?? 0])].toSorted((a, b) => a - b);
    const pair = `${left} ${right}`;
    labels.set(pair, Math.max(labels.get(pair) ?? 0, measureLabel(label) + AROUND));
    const gaps = shown.slice(1).map((place, index) => Math.max(DISTANCE, labels.get(`${shown[index]} ${place}`) ?? 0));
    return gaps.reduce((sum, gap) => sum + gap, DISTANCE);
  };
}

function measureLabel(label: string): number {
  return COLUMN * Math.max(...toLabelLines(label).map(measureText));
}
