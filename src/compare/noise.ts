import type { Place } from "./types.ts";

/**
 * Does this value differ only in what changes with every run? Never true where in doubt. Ids are let pass one by one;
 * whether one id became two is for `createRenameBook` to see.
 */
export function isVolatile(place: Place, before: string, after: string): boolean {
  const name = lastName(place);
  if (place.at === "header" && VOLATILE_HEADERS.test(name)) return true;
  if (FIXED_NAMES.test(name)) return false;
  if (place.at === "header" && PRODUCT_HEADERS.test(name)) return maskVersions(before) === maskVersions(after);
  if (isNamedId(name, before) && isNamedId(name, after)) return true;
  if (NUMBER.test(before) && NUMBER.test(after)) return TIME_NAMES.test(name) || ID_NAMES.test(name);
  return maskVolatile(before) === maskVolatile(after);
}

/** The ids in a value, in order; those of `before` and `after` stand for each other where `isVolatile` says so. */
export function findIds(place: Place, value: string): readonly string[] {
  const name = lastName(place);
  if ((place.at === "header" && VOLATILE_HEADERS.test(name)) || FIXED_NAMES.test(name)) return [];
  if (NUMBER.test(value)) return ID_NAMES.test(name) ? [value] : [];
  if (isNamedId(name, value)) return [value];
  return value.length < SHORTEST_ID ? [] : (value.match(ID) ?? []);
}

/** Text with a placeholder for each id, time and port: `/images/9faa…` and `/images/77ab…` become the same. */
export function maskVolatile(text: string): string {
  if (!/\d/.test(text)) return text;
  return text.replace(TIME, "{time}").replace(ALIAS, "{$1}").replace(ID, "{id}").replace(PORT, "$1:{port}");
}

/** The times of day and the ports in a value, in order. */
export function findMarks(value: string): readonly string[] {
  return value.match(MARK) ?? [];
}

/** Replaces each id, alias, time and port of a text, in one pass. */
export function replaceVolatile(text: string, replace: (token: string) => string): string {
  return /\d/.test(text) ? text.replace(ANY, replace) : text;
}

/** One in forty of Keystone's audit ids has no digit; by their name they are ids all the same. */
function isNamedId(name: string, value: string): boolean {
  return ID_LIST_NAMES.test(name) && /^"?(?=[\w-]*[a-z])(?=[\w-]*[A-Z])[\w-]{20,64}"?$/.test(value);
}

const SHORTEST_ID = 12;
const NUMBER = /^-?\d+(?:\.\d+)?$/;

/** `Mon, 23 Nov 2026 10:00:00 GMT`, `2026-11-23T10:00:00.123Z`, `2026-11-23`. */
const TIME =
  /\b(?:[A-Z][a-z]{2}, \d\d[ -][A-Z][a-z]{2}[ -]\d{4} \d\d:\d\d:\d\d GMT|\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?)(?![\w-])/g;

/** The class stays: a token where a password was is a change. */
const ALIAS = /REDACTED-([a-z-]+)-\d+/g;

/**
 * An alias of a secret, UUID, ULID, hex with digits and letters, twenty or more letters of both cases and digits, and
 * 22 characters of base64url, which is a UUID: Keystone's audit ids. What is longer than 64 is content, not a name.
 */
const ID =
  /REDACTED-[a-z-]+-\d+|\b(?:[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|[0-7][0-9A-HJKMNP-TV-Z]{25}|(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{12,64}|(?=[A-Za-z_]*\d)(?=[0-9A-Z_]*[a-z])(?=[0-9a-z_]*[A-Z])\w{20,64})\b|(?<![\w-])(?=[\w-]*\d)(?=[\w-]*[a-z][\w-]*[a-z])(?=[\w-]*[A-Z][\w-]*[A-Z])[\w-]{22}(?![\w-])/g;

const PORT = /(\b(?:localhost|\d{1,3}(?:\.\d{1,3}){3})|\[[0-9a-f:]+\]):\d{1,5}\b/g;

const MARK = new RegExp(`${TIME.source}|${PORT.source}`, "g");
const ANY = new RegExp(`${TIME.source}|${ID.source}|${PORT.source}`, "g");

/** Headers whose value says nothing of the API. Their being there does. */
const VOLATILE_HEADERS =
  /^(?:date|age|expires|last-modified|etag|if-none-match|if-modified-since|content-length|keep-alive|traceparent|tracestate|server-timing|x-runtime|x-response-time|cf-ray|.*(?:request|trace|span|correlation|transaction)-?id|x-ratelimit-(?:remaining|reset))$/i;
const PRODUCT_HEADERS = /^(?:server|via|user-agent|x-powered-by)$/i;

/** A checksum looks like an id and a version like a date; both changing is news. */
const FIXED_NAMES = /checksum|digest|hash|md5|sha\d|version/i;
const ID_NAMES = /(?:^|[_-])id$|[a-z]Id$|^ID$/;
const ID_LIST_NAMES = /(?:^|[_-])ids?$|[a-z]Ids?$/;
const TIME_NAMES =
  /(?:^|[_-])(?:at|time|timestamp|date|expires|expiry|expires_in|created|updated|duration|elapsed|latency|ms)$|[a-z](?:At|Time|Timestamp|Date|Duration)$/;

function maskVersions(text: string): string {
  return text.replace(/\d+(?:\.\d+)*(?:[-+][\w.]+)?/g, "{version}");
}

function lastName({ at, name }: Place): string {
  return at === "body" ? (name.split("/").findLast((part) => !/^\d+$/.test(part)) ?? "") : name;
}
