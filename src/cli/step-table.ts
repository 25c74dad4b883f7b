import type { Step, Trace, Walkthrough } from "../index.ts";
import { toPrintable } from "./printable.ts";

/** The steps of a walkthrough as lines of columns: number, call, answer, duration, bytes. */
export function toStepTable({ steps }: Walkthrough, { log }: Trace): string {
  // `readTrace` and `analyze` both put exchanges in the order of their start.
  const rows = steps.map((step, index) => toRow(step, log.entries[index]?.time ?? -1));
  const widths = HEAD.map((name, column) => Math.max(name.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const lines = [HEAD, ...rows].map((row) => row.map((cell, column) => pad(cell, column, widths[column] ?? 0)));
  return lines.map((cells) => `${cells.join("  ").trimEnd()}\n`).join("");
}

const HEAD = ["#", "request", "answer", "ms", "bytes"] as const;
const RIGHT = new Set(["#", "ms", "bytes"]);

function toRow({ request, response }: Step, time: number): readonly string[] {
  const answer = response.error?.code ?? `${response.status} ${response.reason}`;
  const cells = [`${request.method} ${request.path}`, answer].map((cell) => toPrintable(cell).replaceAll("\n", " "));
  return [String(request.number), ...cells, time < 0 ? "" : time.toFixed(1), String(response.body.size)];
}

function pad(cell: string, column: number, width: number): string {
  return RIGHT.has(HEAD[column] ?? "") ? cell.padStart(width) : cell.padEnd(width);
}
