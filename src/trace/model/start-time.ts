/**
 * A start as UTC (`…Z`), all its digits kept; what is no ISO date stays as it is. A date without a zone is taken as
 * UTC, because local time would make the result depend on the machine.
 */
export function toUtc(start: string): string {
  const [, isoDate, fraction = "", zone = ""] = isoParts.exec(start) ?? [];
  if (isoDate === undefined || zone === "Z") return start;
  // `+0530`, as some Java tools write it, is not ISO for `Date.parse`.
  const milliseconds = Date.parse(isoDate + zone.replace(/^(.\d\d):?(\d\d)$/, "$1:$2") + (zone === "" ? "Z" : ""));
  if (Number.isNaN(milliseconds)) return start;
  return `${new Date(milliseconds).toISOString().slice(0, 19)}${fraction}Z`;
}

const isoParts = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?(Z|[+-]\d\d:?\d\d)?$/;

/** The start of an exchange as the trace writes it: `Date` keeps milliseconds only, too coarse to tell the order of events. */
export function fromMicroseconds(microseconds: number): string {
  const whole = Math.floor(microseconds / 1000);
  const fraction = String(microseconds - whole * 1000).padStart(3, "0");
  return `${new Date(whole).toISOString().slice(0, -1)}${fraction}Z`;
}

/** Microseconds since 1970, for putting starts in order. */
export function toMicroseconds(start: string): number {
  const belowMilliseconds = /\.\d{3}(\d{1,3})/.exec(start)?.[1] ?? "";
  return Date.parse(start) * 1000 + Number(belowMilliseconds.padEnd(3, "0"));
}
