import { findFormats } from "../formats/find-formats.ts";
import { classOfHeader, classOfName, remember } from "../names.ts";
import { isSuspect } from "../places/json-body.ts";
import { findLoudParts } from "../places/loud-parts.ts";
import { MAY_NEST } from "../places/may-nest.ts";
import { mayHoldNamed } from "../places/named.ts";
import { decodeRuns } from "../vault/decode-runs.ts";

/**
 * What is the same in values that differ only in times, counters and ids: each of these replaced by a mark that JSON text cannot contain.
 * The value itself if any of it might be a secret by its name, its form, or what it decodes to.
 *
 * @param name by which others know the value
 */
export function commonOf(name: string, value: string): string {
  if (value.length > LONGEST || !isPlainName(name)) return value;
  const common = value.replaceAll(VARYING, markOf);
  if (common === value || !isPlain(common) || decodeRuns(value).length > 0 || findFormats(value).length > 0)
    return value;
  return common;
}

/** A character that no JSON text contains, which begins each mark. */
export const MARK = "\u0001";

/** Characters. */
const LONGEST = 300;

/** Times (RFC 3339), UUIDs, ids and digests in small hexadecimal digits, numbers. */
const VARYING =
  /(?<![A-Za-z\d])(?:\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z|[\da-f]{8}-[\da-f]{4}-[1-8][\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}|(?=\d*[a-f])(?=[a-f]*\d)(?:[\da-f]{16}|[\da-f]{24}|[\da-f]{32}|[\da-f]{40}|[\da-f]{64})|\d{1,10})(?![A-Za-z\d])/g;

/** Of the same kind and length, except for fractions of a second. */
function markOf(varying: string): string {
  if (varying.includes("T")) return `${MARK}T`;
  if (/^\d+$/.test(varying)) return MARK + "0".repeat(varying.length);
  return varying.length === UUID ? `${MARK}U${varying.charAt(VERSION)}` : `${MARK}H${varying.length}`;
}

/** Characters, and which of them is the version. */
const UUID = 36;
const VERSION = 14;

/** Whether no rule knows a name. */
const isPlainName = remember(
  (name: string): boolean =>
    !isSuspect(name) &&
    classOfName(name) === undefined &&
    classOfHeader(name) === undefined &&
    findLoudParts(`${name}: x`).length === 0 &&
    !mayHoldNamed(`${name}: x`),
);

/** Whether there is no word that tells of a secret, no escape, no user, and no parameter with a name that a rule knows. */
const isPlain = remember(
  (common: string): boolean =>
    !ODD.test(common.replaceAll(MARK, "")) &&
    findLoudParts(common).length === 0 &&
    !mayHoldNamed(common) &&
    !MAY_NEST.test(`"${common.replaceAll("://", ":")}"`) &&
    Array.from(common.matchAll(/[?&]([^?&=]*)/g)).every(([, name = ""]) => isPlainName(name)),
);

/** What separates names from values in ways that are not looked into here, and what is not ASCII. */
const ODD = /[^ -~]|[@#;%\\<"'`$]/;
