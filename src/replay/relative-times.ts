import { knownAt } from "../sequence/known-at.ts";
import { decodeComponent } from "../trace/decode-component.ts";
import { type Call, mapCall } from "./call.ts";
import { readTimeOrDay } from "./read-time.ts";
import { ANY, NEAR } from "./volatile.ts";

/** The call with an alias for each time and day in it, whichever that is. */
export function withoutTimes(call: Call): Call {
  return mapCall(call, (value) => (readTimeOrDay(value) === undefined ? value : ANY));
}

/**
 * Whether all times that a client sends are as far from now as the recorded ones were from the recording: "the last 24 hours" is another
 * time each time.
 *
 * @param recorded the same call except for its times
 * @param startedAt milliseconds since 1970; NaN if unknown
 */
export function keepsDistance(recorded: Call, asked: Call, { startedAt, now }: Clocks): boolean {
  const [before, after] = [listTimes(recorded), listTimes(asked)];
  return before.every((time, index) => {
    const isRecent = Math.abs(time - startedAt) < LONGEST;
    return isRecent && Math.abs(knownAt(after, index) - time - (now - startedAt)) < toleranceOf(time);
  });
}

interface Clocks {
  readonly startedAt: number;
  readonly now: number;
}

const [HOUR, DAY] = [3_600_000, 86_400_000];

/** What is longer ago is a date, not a distance. */
const LONGEST = 400 * DAY;

/** A program that requests whole hours or days rounds the current time. */
function toleranceOf(time: number): number {
  return NEAR + (time % DAY === 0 ? DAY : time % HOUR === 0 ? HOUR : 0);
}

function listTimes({ path, query }: Call): readonly number[] {
  const values = [...path.split("/").map(decodeComponent), ...query.map(([, value]) => value)];
  return values.map(readTimeOrDay).filter((time) => time !== undefined);
}
