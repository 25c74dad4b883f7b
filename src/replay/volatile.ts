import { isOneTime, isOpaque } from "../shapes/one-time-names.ts";
import type { Call } from "./call.ts";
import { readTime } from "./read-time.ts";

/** An alias, as matching takes it: it matches any value. */
export const ANY = "REDACTED-volatile-1";

/**
 * The call with an alias for what varies between runs: values that contain its time, as a number or a date near the start of the recorded
 * request, and those named as one-time values. Ids stay, because they select what is requested.
 *
 * @param startedAt milliseconds since 1970; NaN if unknown
 */
export function withoutVolatile(call: Call, startedAt: number): Call {
  const query = call.query.map(([name, value]): readonly [string, string] => {
    return [name, isOneTime(name, value) ? ANY : withoutNow(value, startedAt)];
  });
  const path = call.path
    .split("/")
    .map((segment) => withoutNow(segment, startedAt))
    .join("/");
  return { ...call, path, query };
}

/**
 * Whether a value of a body varies between runs. Fields have more meanings than parameters of a URL: `date` may be the day of a
 * booking, so a name alone is not enough.
 *
 * @param name last word of its place
 */
export function isVolatileField(name: string, value: string, startedAt: number): boolean {
  if (saysNow(value, startedAt)) return true;
  return readTime(value) === undefined && isOpaque(value) && isOneTime(name, value);
}

/** Also a part of a name: Matrix calls a transaction `m1796053455729.1`. */
function withoutNow(text: string, startedAt: number): string {
  if (saysNow(text, startedAt)) return ANY;
  return text.replaceAll(MILLISECONDS, (digits) => (saysNow(digits, startedAt) ? ANY : digits));
}

/** In a text, ten digits are as likely a number as seconds. */
const MILLISECONDS = /(?<!\d)\d{13}(?!\d)/g;

/** A time that is fixed is a parameter; one of about now was made by a clock. */
export const NEAR = 15 * 60_000;

function saysNow(text: string, startedAt: number): boolean {
  const time = readTime(text);
  return time !== undefined && Math.abs(time - startedAt) < NEAR;
}
