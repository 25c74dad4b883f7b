import { matchParts } from "../../sequence/match-parts.ts";
import { matchedText } from "../../sequence/matched-text.ts";

/**
 * A start as UTC (`…Z`), all its digits kept; what is no ISO date stays as it is. A date without a zone is taken as
 * UTC, because local time would make the result depend on the machine. A leap second is the next one, as clocks count it.
 */
export function toUtc(start: string): string {
  const [, isoDate, fraction = "", zone = ""] = matchParts(isoParts, start);
  const isLeap = isoDate?.endsWith(":59:60") === true;
  if (isoDate === undefined || (zone === "Z" && !isLeap)) return start;
  // `+0530`, as some Java tools write it, is not ISO for `Date.parse`.
  const offset = zone === "" ? "Z" : zone.replace(/^(.\d\d):?(\d\d)$/, "$1:$2");
  const milliseconds = Date.parse(isoDate.replace(/:60$/, ":59") + offset) + (isLeap ? 1000 : 0);
  if (Number.isNaN(milliseconds)) return start;
  return `${new Date(milliseconds).toISOString().slice(0, 19)}${fraction}Z`;
}

const isoParts = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?(Z|[+-]\d\d:?\d\d)?$/;

/**
 * A date in another form as UTC: seconds, milliseconds or microseconds since 1970, `2026-03-01 10:00:00,123`, dates of HTTP and JavaScript,
 * `/Date(1772359200000)/`. Undefined if the form does not determine which number is the month.
 */
export function toIsoDate(date: unknown): string | undefined {
  const text = String(date).trim();
  const [, epoch] = matchParts(/^(?:\/Date\()?(\d+(?:\.\d+)?)(?:[+-]\d{4})?(?:\)\/)?$/, text);
  if (epoch !== undefined) return fromEpoch(Number(epoch));
  const iso = toUtc(
    text
      .replace(/^(\d{4}-\d\d-\d\d) +/, "$1T")
      .replace(",", ".")
      .replace(/ (?=[Z+-])/, ""),
  );
  if (isoParts.test(iso) && !Number.isNaN(Date.parse(iso))) return iso;
  if (!/[a-z]{3}/i.test(text)) return undefined;
  const hasZone = /\b(?:GMT|UTC|Z)\b|[+-]\d\d:?\d\d\b/.test(text);
  // A date without a zone is taken as UTC, as above.
  const milliseconds = Date.parse(text.replace(/\s*\([^()]*\)$/, "") + (hasZone ? "" : " UTC"));
  return Number.isNaN(milliseconds) ? undefined : new Date(milliseconds).toISOString();
}

/** Milliseconds since 1970 of a date in any such form; NaN if there is none. */
export function readDate(date: unknown): number {
  const iso = toIsoDate(date);
  return iso === undefined ? NaN : Date.parse(iso);
}

/** Recognized by the size of the number: numbers below 100 thousand million are not milliseconds since 1973. */
function fromEpoch(epoch: number): string | undefined {
  if (epoch < 1e8 || epoch >= 1e17) return undefined;
  const milliseconds = epoch < 1e11 ? epoch * 1000 : epoch < 1e14 ? epoch : epoch / 1000;
  return fromMicroseconds(Math.round(milliseconds * 1000));
}

/** The start of an exchange as the trace writes it: `Date` has milliseconds only, which are too coarse for the order of events. */
export function fromMicroseconds(microseconds: number): string {
  const second = Math.floor(microseconds / 1_000_000);
  // Of 100,000 exchanges most start in the same second as the one before.
  if (second !== last.second) last = { second, text: new Date(second * 1000).toISOString().slice(0, -4) };
  return `${last.text}${String(microseconds - second * 1_000_000).padStart(6, "0")}Z`;
}

let last = { second: 0, text: "1970-01-01T00:00:00." };

/** Microseconds since 1970, for putting starts in order. */
export function toMicroseconds(start: string): number {
  const belowMilliseconds = matchedText(/\.\d{3}(\d{1,3})/, start, 1);
  return Date.parse(start) * 1000 + Number(belowMilliseconds.padEnd(3, "0"));
}

/** A start so many microseconds later. What no number holds to the microsecond stays: a date after the year 2255, or a move of ages. */
export function moveStart(start: string, microseconds: number): string {
  const own = toMicroseconds(start);
  const moved = own + microseconds;
  return Number.isSafeInteger(own) && Number.isSafeInteger(moved) ? fromMicroseconds(moved) : start;
}
