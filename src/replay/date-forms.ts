import { matchParts } from "../sequence/match-parts.ts";

/** A form in which a date is written, with named groups for what `read` and `write` need. */
export interface DateForm {
  readonly pattern: RegExp;
  /** Milliseconds since 1970; NaN if it is not a date. */
  readonly read: (written: string, groups: DateGroups) => number;
  readonly write: (time: number, groups: DateGroups) => string;
}

export type DateGroups = Readonly<Partial<Record<string, string>>>;

const MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)";
const DAY = "(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)";
const CLOCK = String.raw`\d\d:\d\d:\d\d`;

/** ISO 8601, the three forms of HTTP (RFC 9110, section 5.6.7), those of cookies and emails, and that of signed URLs. */
export const DATE_FORMS: readonly DateForm[] = [
  {
    pattern:
      /\b(?<day>\d{4}-\d\d-\d\d)(?:(?<between>[T ])(?<clock>\d\d:\d\d:\d\d)(?<fraction>\.\d{1,9})?|T(?<minutes>\d\d:\d\d))(?<zone>Z|[+-]\d\d:?\d\d)?(?![\d:])/g,
    read: (_written, { day = "", clock, minutes = "", fraction = "", zone = "" }) =>
      Date.parse(`${day}T${clock ?? `${minutes}:00`}${fraction.slice(0, 4)}${zone === "" ? "Z" : withColon(zone)}`),
    write: (time, { between = "T", clock, fraction = "", zone = "" }) => {
      const shown = new Date(time + offsetOf(zone)).toISOString();
      // Digits after the third are kept from the recording.
      const digits = fraction === "" ? "" : `.${shown.slice(20, 23)}${fraction.slice(4)}`.slice(0, fraction.length);
      return `${shown.slice(0, 10)}${between}${shown.slice(11, clock === undefined ? 16 : 19)}${digits}${zone}`;
    },
  },
  {
    // In a URL within a URL or a form.
    pattern: /\b\d{4}-\d\d-\d\dT\d\d%3A\d\d%3A\d\d(?:\.\d{1,3})?Z/gi,
    read: (written) => Date.parse(written.replaceAll(/%3a/gi, ":")),
    write: (time) => `${new Date(time).toISOString().slice(0, 19).replaceAll(":", "%3A")}Z`,
  },
  {
    // ASP.NET's JSON.
    pattern: /(?<=\/Date\()\d{13}(?=(?:[+-]\d{4})?\)\\?\/)/g,
    read: Number,
    write: String,
  },
  {
    pattern: /\b\d{8}T\d{6}Z/g,
    read: (written) => Date.parse(toExtendedForm(written)),
    write: (time) => `${new Date(time).toISOString().slice(0, 19).replaceAll(/[-:]/g, "")}Z`,
  },
  {
    pattern: new RegExp(
      String.raw`\b${DAY}, (?:\d\d|(?<short>\d))(?<separator>[ -])${MONTH}\k<separator>\d{4} ${CLOCK} (?<zone>GMT|UTC|[+-]\d{4})`,
      "g",
    ),
    read: (written) => Date.parse(written.replaceAll(/-(?=[A-Z])|(?<=[a-z])-/g, " ")),
    write: (time, { short, separator = " ", zone = "" }) => {
      const { weekday, day, month, year, clock } = split(time + offsetOf(zone));
      // Mails leave the nought out (RFC 5322, section 3.3).
      const shown = short === undefined ? day : day.replace(/^0/, "");
      return `${weekday}, ${[shown, month, year].join(separator)} ${clock} ${zone}`;
    },
  },
  {
    pattern: new RegExp(String.raw`\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, \d\d-${MONTH}-\d\d ${CLOCK} GMT`, "g"),
    read: (written) => Date.parse(written.replace(/^\w+, /, "").replaceAll("-", " ")),
    write: (time) => {
      const { day, month, year, clock } = split(time);
      const weekday = new Date(time).toLocaleDateString("en-US", { weekday: "long", timeZone: "UTC" });
      return `${weekday}, ${day}-${month}-${year.slice(2)} ${clock} GMT`;
    },
  },
  {
    pattern: new RegExp(String.raw`\b${DAY} ${MONTH} (?: \d|\d\d) ${CLOCK} \d{4}\b`, "g"),
    read: (written) => Date.parse(`${written} GMT`),
    write: (time) => {
      const { weekday, day, month, year, clock } = split(time);
      return `${weekday} ${month} ${day.replace(/^0/, " ")} ${clock} ${year}`;
    },
  },
];

/** `20261124T103000Z` as `Date` reads it, `2026-11-24T10:30:00Z` (ISO 8601); any other text as it is. */
export function toExtendedForm(text: string): string {
  return text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z");
}

/** Of a time in UTC: `Mon`, `09`, `Nov`, `2026`, `10:00:00`. */
function split(time: number): Readonly<Record<"weekday" | "day" | "month" | "year" | "clock", string>> {
  const [weekday = "", day = "", month = "", year = "", clock = ""] = new Date(time).toUTCString().split(" ");
  return { weekday: weekday.replace(",", ""), day, month, year, clock };
}

const withColon = (zone: string): string => zone.replace(/^([+-]\d\d):?(\d\d)$/, "$1:$2");

/** Milliseconds by which a zone's clock is ahead of UTC. */
function offsetOf(zone: string): number {
  const [, sign = "", hours = "0", minutes = "0"] = matchParts(/^([+-])(\d\d):?(\d\d)$/, zone);
  return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}
