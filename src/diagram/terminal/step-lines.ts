import type { Step, Walkthrough } from "../../analyze/types.ts";
import { cleanText, measureText, shortenMiddle } from "../display-text.ts";
import { nameAnswerers } from "./answerer.ts";
import { statusStyle } from "./status-style.ts";
import { type Style, createTerminalRow } from "./terminal-row.ts";

export interface StepLineOptions {
  /** Columns of the terminal. @default as long as it gets */
  readonly width?: number | undefined;
  readonly color: boolean;
}

/** A line for a log of steps: number, duration, size, responding participant, response, and request. */
export function createStepLines(
  walkthrough: Walkthrough,
  { width, color }: StepLineOptions,
): (step: Step, number: number) => string {
  const nameOf = nameAnswerers(walkthrough);
  const room = walkthrough.steps.reduce((widest, step) => Math.max(widest, measureText(nameOf(step))), 0);
  return (step, number) => {
    const { request, response, time, name } = step;
    const row = createTerminalRow();
    let column = 0;
    const put = (text: string, cell: Cell = {}): void => {
      const clean = cleanText(text);
      const taken = Math.max(cell.room ?? 0, measureText(clean));
      row.put(cell.isRight ? column + taken - measureText(clean) : column, clean, cell.style ?? "plain");
      column += taken + 2;
    };
    put(String(number), { room: 4, isRight: true, style: "dim" });
    put(time.duration.toFixed(1), { room: 8, isRight: true });
    put(String(response.body.size), { room: 8, isRight: true });
    put(nameOf(step), { room });
    put(response.error?.code ?? String(response.status), {
      room: 3,
      style: response.failed ? "red" : statusStyle(response),
    });
    const call = [request.method, request.path, name?.text].filter((part) => part !== undefined).join(" ");
    put(width === undefined ? call : shortenMiddle(cleanText(call), width - column));
    return `${row.toText(color)}\n`;
  };
}

interface Cell {
  /** Columns that it takes at least. */
  readonly room?: number;
  readonly isRight?: boolean;
  readonly style?: Style;
}
