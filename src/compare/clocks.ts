import { findAll } from "../sequence/find-all.ts";
import { textAt } from "../sequence/text-at.ts";

/** The times of the two exchanges with a value, in milliseconds since 1970. */
export type Times = readonly [before: number, after: number];

/**
 * Two texts with a placeholder for each number in which a clock was read: seconds, milliseconds, microseconds or nanoseconds since
 * 1970 that moved as far as the exchanges did. So a time of the exchange is replaced, and so is the end of an hour after it; a count is not.
 */
export function maskClocks(before: string, after: string, times: Times): readonly [string, string] {
  const [ours, theirs] = [findAll(before, EPOCH), findAll(after, EPOCH)];
  if (ours.length !== theirs.length || ours.length === 0) return [before, after];
  const areClocks = ours.map((number, index) => isClock([number, textAt(theirs, index)], times));
  return [maskChosen(before, areClocks), maskChosen(after, areClocks)];
}

/** Whether a number has as many digits as a time in one of these units. */
export function isEpoch(text: string): boolean {
  return WHOLE.test(text);
}

const EPOCH_SOURCE = String.raw`[1-4](?:\d{9}(?:\.\d{1,9})?|\d{12}(?:\.\d{1,6})?|\d{15}|\d{18})`;
const EPOCH = new RegExp(String.raw`(?<![\w.-])${EPOCH_SOURCE}(?![\w.-]*\w)`, "g");
const WHOLE = new RegExp(`^${EPOCH_SOURCE}$`);

function isClock([before, after]: readonly [string, string], [then, now]: Times): boolean {
  const [one, other] = [toMilliseconds(before), toMilliseconds(after)];
  if (whole(before).length !== whole(after).length) return false;
  return Math.abs(one - then - (other - now)) < TOLERANCE;
}

/** Servers round, their clocks drift, and responses take time. */
const TOLERANCE = 60_000;

function toMilliseconds(text: string): number {
  return Number(text) / 10 ** (whole(text).length - 13);
}

function whole(text: string): string {
  return text.replace(/\..*/s, "");
}

function maskChosen(text: string, chosen: readonly boolean[]): string {
  let index = -1;
  return text.replace(EPOCH, (number) => {
    index += 1;
    return chosen[index] === true ? "{time}" : number;
  });
}
