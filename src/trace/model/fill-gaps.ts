import { isObject } from "../../json/is-object.ts";
import { localSchemeOf } from "../foreign/local-address.ts";
import { NO_REMARKS, type Remarks } from "../foreign/remarks.ts";
import { settleForeign } from "../foreign/settle-foreign.ts";
import { fillMessages } from "./fill-messages.ts";
import { type Loose, dropNulls, fillNumber, fillObject, fillText, objectsOf, tidyText } from "./loose-fields.ts";
import { toIsoDate, toUtc } from "./start-time.ts";

/**
 * Replaces data that tools omit, or write in an unusual form, with HAR defaults, in place (docs/notes/har.md lists the tools). Actual
 * errors are left for the schema to report.
 *
 * @param remarks Records what was changed in a file of another tool, except gaps.
 */
export function fillGaps(har: unknown, remarks: Remarks): void {
  if (!isObject(har) || !isObject(har["log"])) return;
  const { log } = har;
  fillHead(log);
  const isForeign = isForeignLog(log);
  if (isForeign && isObject(log["entries"])) listEntries(log, remarks);
  const listed = objectsOf(log["entries"]);
  const omitted = new Set<unknown>(isForeign ? listed.filter((entry) => isLeftOut(entry, NO_REMARKS)) : []);
  const entries = listed.filter((entry) => !omitted.has(entry));
  const known = entries.map(({ startedDateTime }) => startOf(startedDateTime)).find((start) => start !== undefined);
  let previousStart = known ?? EPOCH;
  // Remarks on entries are in their order.
  for (const entry of listed) {
    if (omitted.has(entry)) {
      isLeftOut(entry, remarks);
      continue;
    }
    fillOne(entry, { previousStart, isForeign, remarks });
    if (typeof entry["startedDateTime"] === "string") previousStart = entry["startedDateTime"];
  }
  if (Array.isArray(log["entries"])) log["entries"] = log["entries"].filter((entry) => !omitted.has(entry));
  const [first] = entries;
  fillPages(log, (id) => (entries.find(({ pageref }) => pageref === id) ?? first)?.["startedDateTime"]);
}

/** Some write a list as an object with numbers for names, and a list of one as that one. */
function listEntries(log: Loose, remarks: Remarks): void {
  const { entries } = log;
  if (!isObject(entries)) return;
  const isOne = isObject(entries["request"]);
  if (!isOne && !Object.keys(entries).every((name) => /^\d+$/.test(name))) return;
  log["entries"] = isOne ? [entries] : Object.values(entries);
  remarks.add("Lists of entries written as an object: %.");
}

export interface Filling {
  /** Start of the preceding entry, for an entry without one; for the first entries, the first known start. */
  readonly previousStart: string;
  readonly isForeign: boolean;
  readonly remarks: Remarks;
}

/** Does for one entry what `fillGaps` does for all. */
export function fillOne(entry: Loose, { previousStart, isForeign, remarks }: Filling): void {
  fillStart(entry, { previousStart, isForeign, remarks });
  fillEntry(entry);
  if (isForeign) settleForeign(entry, remarks);
  // A tool's marker for unmeasured values, which would falsify sums.
  const time = Number(entry["time"]);
  if (time < 0 || time > LONGEST_TIME) entry["time"] = isObject(entry["timings"]) ? sumOf(entry["timings"]) : 0;
}

/** Milliseconds in a year: a tool took the clock for how long it took. */
const LONGEST_TIME = 365 * 86_400_000;

/** @param startOf start of the first entry of a page, or of all */
export function fillPages(log: Loose, startOf: (id: unknown) => unknown): void {
  for (const page of objectsOf(log["pages"])) fillPage(page, startOf);
}

/** Whether another tool wrote it. */
export function isForeignLog(log: Loose): boolean {
  return !isObject(log["_wirewalk"]);
}

/** Whether an entry of another tool uses no network, or does not name its server. */
export function isLeftOut(entry: unknown, remarks: Remarks): boolean {
  const url = isObject(entry) && isObject(entry["request"]) ? entry["request"]["url"] : undefined;
  if (typeof url === "string" && url.trim() === "") {
    remarks.omit("Entries omitted, because they have no URL: %.");
    return true;
  }
  const scheme = typeof url === "string" ? localSchemeOf(url) : undefined;
  if (scheme !== undefined) remarks.omit(`Entries omitted, because ${scheme}: uses no network: %.`);
  return scheme !== undefined;
}

export const EPOCH = "1970-01-01T00:00:00.000Z";

export function fillHead(log: Loose): void {
  const { version } = log;
  // HAR 1.1 differs by optional fields only; an empty version means 1.1.
  if ([undefined, null, "", "1.1", "1.2", 1.1, 1.2].some((known) => known === version)) log["version"] = "1.2";
  fillObject(log, "creator");
  dropNulls(log, "browser", "pages", "comment", "_wirewalk");
  for (const program of [log["creator"], log["browser"]].filter(isObject)) {
    fillText(program, "name");
    fillText(program, "version");
    dropNulls(program, "comment");
  }
}

/** A page without a time began with its first request. */
function fillPage(page: Loose, startOf: (id: unknown) => unknown): void {
  for (const key of ["id", "title"]) fillText(page, key);
  const start = typeof page["startedDateTime"] === "string" ? toUtc(page["startedDateTime"]) : "";
  page["startedDateTime"] = Number.isNaN(Date.parse(start)) ? (startOf(page["id"]) ?? EPOCH) : start;
  fillObject(page, "pageTimings");
  if (isObject(page["pageTimings"])) {
    const timings = page["pageTimings"];
    for (const key of ["onContentLoad", "onLoad"]) if (timings[key] === null) timings[key] = -1;
  }
  dropNulls(page, "comment");
}

/** An entry without a start keeps its place: it takes the start of the entry before it. */
function fillStart(entry: Loose, { previousStart, isForeign, remarks }: Filling): void {
  const start = entry["startedDateTime"];
  if (start === undefined || start === null || start === "" || (isForeign && isUnset(start, previousStart))) {
    entry["startedDateTime"] = previousStart;
    const isAsked = isObject(entry["request"]) && typeof entry["request"]["url"] === "string";
    if (isForeign && isAsked) remarks.add(previousStart === EPOCH ? UNDATED : LENT);
  } else if (typeof start === "string" || typeof start === "number") entry["startedDateTime"] = readStart(start);
}

const LENT = "Entries without a start time, which got that of another entry: %.";
const UNDATED = "Entries without a start time, in a file that has none: %. They are dated 1970.";

/** An unset clock, next to one that was set: the first of January of the year 1, 1601, 1900 or 1970. */
function isUnset(start: unknown, previousStart: string): boolean {
  if (previousStart < SET || typeof start !== "string") return false;
  const read = String(readStart(start));
  return /^\d{4}-/.test(read) && read < SET;
}

/** HTTP is not older. */
const SET = "1990";

/** The start of an entry; undefined if it has none, or if its clock was not set. */
export function startOf(written: unknown): string | undefined {
  if (written === "" || (typeof written !== "string" && typeof written !== "number")) return undefined;
  const start = readStart(written);
  return typeof start === "string" && start >= SET && /^\d{4}-/.test(start) ? start : undefined;
}

/** Invalid dates stay, and the schema reports them. */
function readStart(start: string | number): string | number {
  const utc = toUtc(String(start));
  return Number.isNaN(Date.parse(utc)) || !utc.endsWith("Z") ? (toIsoDate(start) ?? start) : utc;
}

const phases = ["blocked", "dns", "connect", "ssl", "send", "wait", "receive"] as const;

function fillEntry(entry: Loose): void {
  tidyText(entry, "pageref");
  fillMessages(entry);
  fillObject(entry, "cache");
  fillObject(entry, "timings");
  if (isObject(entry["timings"])) fillTimings(entry["timings"]);
  fillNumber(entry, "time", isObject(entry["timings"]) ? sumOf(entry["timings"]) : 0);
  for (const key of ["serverIPAddress", "connection"]) {
    tidyText(entry, key);
    if (entry[key] === "") delete entry[key];
  }
  dropNulls(entry, "comment");
}

function fillTimings(timings: Loose): void {
  for (const phase of phases) {
    fillNumber(timings, phase, -1);
    // Clocks that disagree give -0.3, and some tools write the clock itself: both mean as little as -1 and would spoil sums.
    if (Number(timings[phase]) < 0 || Number(timings[phase]) > LONGEST_TIME) timings[phase] = -1;
  }
  dropNulls(timings, "comment");
}

/** HAR counts the TLS handshake in `connect`. */
function sumOf(timings: Loose): number {
  return phases
    .filter((phase) => phase !== "ssl")
    .map((phase) => Number(timings[phase]))
    .reduce((sum, phase) => (phase > 0 ? sum + phase : sum), 0);
}
