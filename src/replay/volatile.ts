import { isOneTime } from "../shapes/one-time-names.ts";
import type { Call } from "./call.ts";
import { toExtendedForm } from "./date-forms.ts";

/** An alias, as matching takes it: it matches any value. */
const ANY = "REDACTED-volatile-1";

/**
 * The call with an alias for what varies between runs: values that contain its time, as a number or a date near the start of the recorded
 * request, and those named as one-time values. Ids stay, because they select what is requested.
 *
 * @param startedAt milliseconds since 1970; NaN if unknown
 */
export function withoutVolatile(call: Call, startedAt: number): Call {
  const query = call.query.map(([name, value]): readonly [string, string] => {
    return [name, isOneTime(name, value) || saysNow(value, startedAt) ? ANY : value];
  });
  const path = call.path
    .split("/")
    .map((segment) => (saysNow(segment, startedAt) ? ANY : segment))
    .join("/");
  return { ...call, path, query };
}

/** A time that is fixed is a parameter; one of about now was made by a clock. */
const NEAR = 15 * 60_000;

function saysNow(text: string, startedAt: number): boolean {
  const time = readTime(text);
  return time !== undefined && Math.abs(time - startedAt) < NEAR;
}

/** Milliseconds since 1970 of a date, or of seconds, milliseconds or microseconds since then. */
function readTime(text: string): number | undefined {
  if (/^\d{10}(?:\.\d+)?$/.test(text)) return Number(text) * 1000;
  if (/^\d{13}$/.test(text)) return Number(text);
  if (/^\d{16}$/.test(text)) return Number(text) / 1000;
  const extended = toExtendedForm(text);
  return /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/.test(extended) ? Date.parse(extended) : undefined;
}
