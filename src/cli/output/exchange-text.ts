import { describeConnection } from "../../analyze/connection-facts.ts";
import { type Phase, listPhases } from "../../analyze/phases.ts";
import { listRequestIds } from "../../analyze/request-ids.ts";
import { cleanText } from "../../diagram/display-text.ts";
import type { Entry } from "../../trace/model/types.ts";

/** Other facts about an exchange: its start, its phases, its connection, and its request IDs. Ends with a line break. */
export function toExchangeText(entry: Entry): string {
  const { request, response, startedDateTime, time } = entry;
  const phases = listPhases(entry);
  const ids = listRequestIds(request, response).map(({ name, value }) => `${name}: ${value}`);
  return [
    `${startedDateTime.replace(/^(\S{10})T(\S+)Z$/, "$1 $2 UTC")}, ${Math.max(0, time).toFixed(1)} ms`,
    ...drawBars(phases),
    ...describeConnection(entry),
    ...ids,
  ]
    .map((line) => `${cleanText(line)}\n`)
    .join("");
}

/** Width of the bar for the whole duration, in columns. */
const WIDTH = 40;

/** One below the other, each at its offset. */
function drawBars(phases: readonly Phase[]): readonly string[] {
  const total = phases.reduce((sum, { time }) => sum + time, 0);
  let begin = 0;
  return phases.map(({ name, time }) => {
    const toColumn = (at: number): number => Math.round((WIDTH * at) / total);
    const [from, to] = [toColumn(begin), toColumn(begin + time)];
    begin += time;
    const start = Math.min(from, WIDTH - 1);
    const length = Math.max(1, to - start);
    return `  ${name.padEnd(7)} ${time.toFixed(1).padStart(9)} ms  ${" ".repeat(start)}${"█".repeat(length)}`;
  });
}
