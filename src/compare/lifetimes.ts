import { describeSpan } from "../sequence/describe-span.ts";
import { matchParts } from "../sequence/match-parts.ts";
import { isEndName } from "../shapes/end-names.ts";
import { readDate } from "../trace/model/start-time.ts";
import { lastName, type OwnedPlace } from "./noise.ts";

/**
 * Two values with their lifetimes, if these differ: `expires_at` differs in every run, but a lifetime that changed from an hour to
 * five minutes can explain a refused token. Undefined if the lifetimes are equal, or end at the same moment, as in a cached response.
 */
export function showOtherLifetime(
  { times, ...place }: OwnedPlace,
  [before, after]: readonly [string, string],
): readonly [before: string, after: string] | undefined {
  if (times === undefined || before === after) return undefined;
  const name = lastName(place);
  const [ours, theirs] = [readEnds(name, before, times[0]), readEnds(name, after, times[1])];
  if (ours.length !== theirs.length) return undefined;
  for (const [index, one] of ours.entries()) {
    const other = theirs[index];
    if (other !== undefined && isOther(one, other)) {
      return [`${before} (${describe(one)})`, `${after} (${describe(other)})`];
    }
  }
  return undefined;
}

interface End {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Milliseconds from when the value came. */
  readonly left: number;
  /** Milliseconds; a day without a time is any of its hours. */
  readonly inexact: number;
}

function isOther(one: End, other: End): boolean {
  if (one.left < TOLERANCE && other.left < TOLERANCE) return false;
  const longer = Math.max(one.left, other.left);
  const tolerance = Math.max(TOLERANCE, one.inexact, other.inexact, longer * ROUNDED);
  return Math.abs(one.left - other.left) > tolerance && Math.abs(one.at - other.at) > TOLERANCE;
}

/** Milliseconds: responses take time, and clocks drift. */
const TOLERANCE = 60_000;
/** Servers round, and hand out what they have kept for some time. */
const ROUNDED = 0.05;

function describe({ left }: End): string {
  return left > 0 ? `valid for ${describeSpan(left)}` : "over already";
}

/** The end that a value is; else those that its text names, as a cookie and XML do. */
function readEnds(name: string, value: string, came: number): readonly End[] {
  const plain = value.replace(/^"(.*)"$/s, "$1");
  const own = isEndName(name) ? readEnd(name, plain, came) : undefined;
  if (own !== undefined) return [own];
  if (!/exp|valid|after|age|ttl|time|duration/i.test(plain)) return [];
  return Array.from(plain.matchAll(NAMED), ([, inner = "", text = ""]) =>
    isEndName(inner) ? readEnd(inner, text, came) : undefined,
  ).filter((end) => end !== undefined);
}

/** `expires=Wed, 21 Oct 2026 07:28:00 GMT`, `<Expiration>2026-10-21T07:28:00Z</`, `"expires_in": 3600`. */
const NAMED =
  /(?<![\w-])([A-Za-z][\w-]{1,60})\\?["']?\s{0,4}[=:>]\s{0,4}\\?["']?((?:[A-Z][a-z]{2,8}, )?\d[\w.:+ -]{0,34})/g;

function readEnd(name: string, text: string, came: number): End | undefined {
  const value = text.trim();
  const [, amount, unit = ""] = matchParts(/^(\d{1,9}(?:\.\d{1,9})?) ?(ms|s|secs?|seconds|m|min|h|d)?$/, value);
  if (amount !== undefined) {
    const size = UNITS[unit || (/m(?:illi)?s(?:ec(?:ond)?s)?$/i.test(name) ? "ms" : "s")] ?? 1000;
    return { at: came + Number(amount) * size, left: Number(amount) * size, inexact: 0 };
  }
  const isDay = /^\d{4}-\d\d-\d\d$/.test(value);
  if (
    !isDay &&
    !/^(?:[1-4]\d{9}(?:\.\d+)?|[1-4]\d{12}|[1-4]\d{15}|\d{4}-\d\d-\d\d[T ].*|[A-Z][a-z]{2,8}, .*)$/.test(value)
  )
    return undefined;
  const at = isDay ? Date.parse(`${value}T00:00:00Z`) : readDate(value);
  return Number.isNaN(at - came) ? undefined : { at, left: at - came, inexact: isDay ? DAY : 0 };
}

/** Milliseconds. */
const DAY = 86_400_000;

/** Milliseconds. */
const UNITS: Readonly<Partial<Record<string, number>>> = {
  ms: 1,
  s: 1000,
  sec: 1000,
  secs: 1000,
  seconds: 1000,
  m: 60_000,
  min: 60_000,
  h: 3_600_000,
  d: DAY,
};
