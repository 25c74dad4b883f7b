import type { Arrow, Walkthrough } from "../analyze/types.ts";
import { groupBy } from "../sequence/groups.ts";
import { listNumbers } from "../sequence/numbered.ts";

/** A line of the list that describes the diagram in words; every field is set. */
export interface ArrowLine {
  /** Name of the locale's text. */
  readonly message: "arrow" | "frame" | "folded";
  readonly number: number;
  /** Labels of participants. */
  readonly sender: string;
  readonly receiver: string;
  readonly label: string;
  /** Numbers of the first and the last arrow of a frame or an omitted range. */
  readonly from: number;
  readonly to: number;
  readonly count: number;
  readonly like: number;
}

/** Lists arrows, frames, and omitted ranges, in the order of the diagram. */
export function listArrowLines({ participants, steps, arrows, groups, folds }: Walkthrough): readonly ArrowLine[] {
  const names = new Map(steps.map(({ id, name }) => [id, name?.text]));
  const labels = new Map(participants.map(({ id, label }) => [id, label]));
  const folded = listNumbers(folds);
  const framesAt = groupBy(groups, ({ first }) => first);
  const foldsAt = groupBy(folds, ({ first }) => first);
  return arrows.flatMap((arrow): ArrowLine[] => {
    const { number, from, to } = arrow;
    const frames = framesAt
      .of(number)
      .map(({ first, last, label }) => toLine("frame", { from: first, to: last, label }));
    const left = foldsAt
      .of(number)
      .map(({ first, last, count, like }) => toLine("folded", { from: first, to: last, count, like }));
    const [sender = from, receiver = to] = [labels.get(from), labels.get(to)];
    const label = nameOutcome(arrow, names.get(arrow.step));
    const shown = folded.has(number) ? [] : [toLine("arrow", { number, sender, receiver, label })];
    return [...frames, ...left, ...shown];
  });
}

/** Away from the arrow of its request, a response names the request: `Response to Log in: 200 OK`. */
function nameOutcome({ kind, label }: Arrow, name: string | undefined): string {
  return kind === "request" || name === undefined ? label : label.replace(/^Response: /, () => `Response to ${name}: `);
}

function toLine(message: ArrowLine["message"], fields: Partial<ArrowLine>): ArrowLine {
  return { message, number: 0, sender: "", receiver: "", label: "", from: 0, to: 0, count: 0, like: 0, ...fields };
}
