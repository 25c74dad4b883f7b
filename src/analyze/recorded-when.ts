import type { Trace } from "../trace/model/types.ts";

/** `2026-11-23 10:00:00 to 10:00:04 UTC`; undefined if no exchange has a date that can be read. */
export function describeWhen({ log }: Trace): string | undefined {
  const times = log.entries.flatMap(({ startedDateTime, time }) => {
    const start = Date.parse(startedDateTime);
    return Number.isNaN(start) ? [] : [{ start, end: start + Math.max(0, time) }];
  });
  if (times.length === 0) return undefined;
  const [day, from] = split(times.reduce((least, { start }) => Math.min(least, start), Infinity));
  const [lastDay, to] = split(times.reduce((most, { end }) => Math.max(most, end), -Infinity));
  if (day === lastDay && from === to) return `${day} ${from} UTC`;
  return day === lastDay ? `${day} ${from} to ${to} UTC` : `${day} ${from} to ${lastDay} ${to} UTC`;
}

function split(time: number): readonly [day: string, clock: string] {
  const text = new Date(time).toISOString();
  return [text.slice(0, 10), text.slice(11, 19)];
}
