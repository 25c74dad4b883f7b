import { isRequestId } from "../analyze/request-ids.ts";
import { toSingular } from "../analyze/singular.ts";
import { findAll } from "../sequence/find-all.ts";
import { lastText, textAt } from "../sequence/text-at.ts";
import { isWorded } from "../shapes/is-worded.ts";
import { IDS_IN_TEXT } from "../shapes/made-by-machine.ts";
import { isCacheBuster, isMadeUpName, isOneTime, isOpaque } from "../shapes/one-time-names.ts";
import { arePrefixedAlike, hasMadeUpTail, isPrefixed } from "../shapes/prefixed-id.ts";
import { type Times, isEpoch, maskClocks } from "./clocks.ts";
import {
  ADDRESS_NAMES,
  areNeighbors,
  areReplicas,
  maskDurations,
  maskProcesses,
  networkOf,
  POD_SUFFIX,
} from "./machines.ts";
import type { Place } from "./types.ts";

/** A place, and the resource of its message: `user` for `/users/{user_id}`. */
export interface OwnedPlace extends Place {
  readonly owner?: string;
  /** The times of both exchanges; without them, no number can be recognized as a time by its value. */
  readonly times?: Times;
}

/**
 * Does this value differ only in run-to-run noise? False in case of doubt. IDs are accepted one by one;
 * `createRenameBook` detects whether one ID became two.
 */
export function isVolatile(place: OwnedPlace, before: string, after: string): boolean {
  const name = lastName(place);
  if (isVolatileHeader(place) || isOfTransport(place, before, after)) return true;
  if (isFixed(place, before, after)) return maskAliases(before) === maskAliases(after);
  if (place.at === "header" && PRODUCT_HEADERS.test(name)) return maskVersions(before) === maskVersions(after);
  if (isNamedId(name, before) && isNamedId(name, after)) return true;
  if (isNumberedId(name, before) && isNumberedId(name, after)) return true;
  if (pairPrefixed(place, before, after) !== undefined) return true;
  const [ours, theirs] = [unquote(before), unquote(after)];
  if (isMadeAnew(place, ours, theirs) || isOfMachine(place, ours, theirs)) return true;
  const [one, other] = place.times === undefined ? [before, after] : maskClocks(before, after, place.times);
  if (NUMBER.test(unquote(one)) && NUMBER.test(unquote(other)) && isNamedNumber(place, unquote(one), unquote(other)))
    return true;
  if (NUMBER.test(one) && NUMBER.test(other)) return false;
  if (TIME_NAMES.test(name) && AMOUNT_OF_TIME.test(unquote(one)) && AMOUNT_OF_TIME.test(unquote(other))) return true;
  return maskAt(place, one) === maskAt(place, other);
}

/** Whether a name requires that its value is shown, whatever its form. `version_id` names what has a version. */
export function isFixed(place: Place, before: string, after: string): boolean {
  const name = lastName(place);
  if (isVolatileHeader(place)) return false;
  if ([before, after].map(unquote).some((value) => isDigest(name, value))) return true;
  if (!FIXED_NAMES.test(name)) return false;
  // Kubernetes counts the changes of a whole cluster.
  if (/^resource_?version$/i.test(name)) return false;
  return !/(?:^|[_-])ids?$|[a-z]Ids?$|-Ids?$/.test(name) || ![before, after].map(unquote).every(isMadeUpId);
}

/** The name and the address of the machine that responded. What a client sends, it chose. */
function isOfMachine(place: Place, before: string, after: string): boolean {
  if (place.part !== "response") return false;
  const name = lastName(place);
  if (place.at === "body" && areNeighbors(name, before, after)) return true;
  return place.at !== "path" && areReplicas(name, before, after);
}

/**
 * What a digest is of changed, whatever its name: `app@sha256:9f86…`. As an ID it names what is made with every run, and a nonce, a session,
 * or a token may be made as one.
 */
function isDigest(name: string, value: string): boolean {
  if (!DIGEST.test(value) || (ID_LIST_NAMES.test(name) && !value.includes("@"))) return false;
  return !isOneTime(name, value) && !isMadeUpName(name) && !ACCESS_NAMES.test(name);
}

function isMadeUpId(value: string): boolean {
  return WHOLE_ID.test(value) || hasMadeUpTail(value);
}

function isVolatileHeader(place: Place): boolean {
  const name = lastName(place);
  return place.at === "header" && (VOLATILE_HEADERS.test(name) || isFraming(place) || isRequestId(name));
}

/** The ids after a prefix that a body contains, if the name of their member identifies them as IDs: `wh-25d583ee`. */
export function pairPrefixed(place: OwnedPlace, before: string, after: string): readonly [string, string] | undefined {
  if (place.at !== "body" || !ID_LIST_NAMES.test(lastName(place))) return undefined;
  const [one, other] = [unquote(before), unquote(after)];
  return arePrefixedAlike(kindOf(place), one, other) ? [one, other] : undefined;
}

/** How a body travelled: it is compared unpacked, in one piece. Neither the presence nor the value of such a header is significant. */
function isFraming({ at, name }: Place): boolean {
  return at === "header" && FRAMING_HEADERS.test(name);
}

/**
 * The same for headers that describe a cache, and for `Vary: Accept-Encoding`, which describes the compression to caches. Whether they are
 * present depends on the cache.
 */
export function isOfTransport(place: Place, before: string | undefined, after: string | undefined): boolean {
  if (isFraming(place)) return true;
  if (place.at !== "header") return false;
  const isVary = place.name.toLowerCase() === "vary";
  return isVary ? listVaried(before) === listVaried(after) : CACHE_HEADERS.test(place.name);
}

/** The headers other than compression that select the response, in any order. */
function listVaried(value = ""): string {
  const names = value.split(",").map((name) => name.trim().toLowerCase());
  return names
    .filter((name) => name !== "" && name !== "accept-encoding")
    .toSorted()
    .join();
}

/** A value that is random according to its name, and in both recordings by its form. */
function isMadeAnew(place: Place, before: string, after: string): boolean {
  const { at } = place;
  const name = lastName(place);
  if (at === "query" && isCacheBuster(name) && [before, after].every((value) => /^(?:\d{3,}|[\d.]{6,})$/.test(value))) {
    return true;
  }
  if (at === "query" && name === "_") return true;
  const isNamed = isMadeUpName(name) || (at !== "body" && isOneTime(name, before));
  return isNamed && isOpaque(before) && isOpaque(after) && hasNoOtherWords(before, after);
}

/** A cursor may be base64 of readable text, which is then compared. */
function hasNoOtherWords(before: string, after: string): boolean {
  const [one, other] = [readBase64(before), readBase64(after)];
  return one === undefined || other === undefined || maskVolatile(one) === maskVolatile(other);
}

function readBase64(value: string): string | undefined {
  const text = /^[\w+/-]{8,}={0,2}$/.test(value) ? Buffer.from(value, "base64").toString("latin1") : "";
  return /^[\x20-\x7e]{6,}$/.test(text) ? text : undefined;
}

function isNamedNumber(place: Place, before: string, after: string): boolean {
  const name = lastName(place);
  if (TIME_NAMES.test(name) || /^resource_?version$/i.test(name)) return true;
  if (COUNTDOWN_NAMES.test(name)) return place.part === "response" && isCountdown(Number(before), Number(after));
  if (PORT_NAMES.test(name)) return isEphemeral(before) && isEphemeral(after);
  return CLOCK_NAMES.test(name) && isEpoch(before) && isEpoch(after);
}

/** A cache counts down what is left; what was set is set again. Settings are round, and what is left rarely is. */
function isCountdown(before: number, after: number): boolean {
  const [less, more] = [Math.min(before, after), Math.max(before, after)];
  if (less < 0 || (isRound(less) && isRound(more))) return false;
  return more - less <= Math.max(60, more * 0.05);
}

/** Whether a person would set this number of seconds, or of hops. */
function isRound(amount: number): boolean {
  if (amount <= 60 ? amount <= 5 || amount % 5 === 0 : amount % 30 === 0 || amount % 50 === 0) return true;
  return Number.isInteger(Math.log2(amount)) || Number.isInteger(Math.log2(amount + 1));
}

/** The ports that the system assigns if no port is requested (IANA; Linux begins lower). */
function isEphemeral(port: string): boolean {
  return Number(port) >= 32_768 && Number(port) <= 65_535;
}

/** The ids in a value, in order; the ids of `before` and `after` correspond to each other if `isVolatile` says so. */
export function findIds(place: OwnedPlace, value: string): readonly string[] {
  const name = lastName(place);
  if (isVolatileHeader(place)) return [];
  if (isFixed(place, value, value)) return findAll(value, ALIAS);
  if (isNumberedId(name, value)) return [nameNumber(kindOf(place), unquote(value))];
  if (NUMBER.test(value)) return [];
  if (isNamedId(name, value)) return [value];
  if (place.at === "body" && ID_LIST_NAMES.test(name) && isPrefixed(unquote(value))) return [unquote(value)];
  if (place.at === "body" && ADDRESS_NAMES.test(name) && networkOf(unquote(value)) !== undefined)
    return [unquote(value)];
  return value.length < SHORTEST_ID ? [] : findAll(value, ID);
}

/** Numbers of one kind of thing are unrelated to those of another: user 7 is not order 7. */
export function nameNumber(kind: string, number: string): string {
  return `${kind}#${number}`;
}

/**
 * The numbers in which two texts differ, if they differ in nothing else that is stable: `/users/17` and `/users/42`. They are noise only if
 * a response shows that they are ids.
 */
export function findNumberChanges(
  place: Place,
  before: string,
  after: string,
): readonly (readonly [string, string])[] | undefined {
  // A member that is no id counts something; a line of output may be the id alone.
  if (place.at === "body" && place.part !== "step" && NUMBER.test(before)) return undefined;
  if (isFixed(place, before, after) || maskNumbers(place, before) !== maskNumbers(place, after)) return undefined;
  const others = findNumbers(place, after);
  const pairs = findNumbers(place, before).map((number, index) => [number, textAt(others, index)] as const);
  return pairs.filter(([number, other]) => number !== other);
}

/** The first text with those numbers of the second that are not the ids of the same things; undefined if more differs. */
export function takeNumbers(
  place: Place,
  [before, after]: readonly [string, string],
  isSame: (before: string, after: string) => boolean,
): string | undefined {
  if (findNumberChanges(place, before, after) === undefined) return undefined;
  const others = findNumbers(place, after);
  let index = 0;
  return before.replace(VOLATILE_OR_NUMBER, (token) => {
    if (!/^\d{1,20}$/.test(token)) return token;
    const other = others[index] ?? token;
    index += 1;
    return isSame(token, other) ? token : other;
  });
}

/** Whether it is a number that counts something or names it, and nothing else. */
export function isNumber(value: string): boolean {
  return NUMBER.test(value);
}

function maskNumbers(place: Place, text: string): string {
  return maskAt(place, text).replace(WHOLE_NUMBER, "{number}");
}

function findNumbers(place: Place, text: string): readonly string[] {
  return findAll(maskAt(place, text), WHOLE_NUMBER);
}

/** Text with a placeholder for each id, time and port: `/images/9faa…` and `/images/77ab…` become the same. */
export function maskVolatile(text: string): string {
  return /\d/.test(text) ? maskSent(maskDurations(text)) : text;
}

function maskAt({ part }: Place, text: string): string {
  return part === "request" ? maskSent(text) : maskVolatile(text);
}

/** As `maskVolatile`, without what a client sets. */
function maskSent(text: string): string {
  if (!/\d/.test(text)) return text;
  const timed = text.replace(TIME, "{time}");
  return maskProcesses(timed)
    .replace(ALIAS, "{$1}")
    .replace(NONCE, "$1{nonce}")
    .replace(ID, "{id}")
    .replace(PORT, "$1:{port}")
    .replace(HIGH_PORT, ":{port}");
}

function maskAliases(text: string): string {
  return text.replace(ALIAS, "{$1}");
}

/** The times of day and the ports in a value, in order. */
export function findMarks(value: string): readonly string[] {
  return findAll(value, MARK);
}

/** The ids, times and ports in a text that are no aliases: all that `replaceVolatile` would take for another's name. */
export function findTokens(text: string): readonly string[] {
  return findAll(text, ANY).filter((token) => token.match(ALIAS) === null);
}

/** Replaces each id, alias, time and port of a text, in one pass. */
export function replaceVolatile(text: string, replace: (token: string) => string): string {
  return /\d/.test(text) ? text.replace(ANY, replace) : text;
}

/** One in forty of Keystone's audit IDs has no digit; their name identifies them as IDs. */
function isNamedId(name: string, value: string): boolean {
  if (!ID_LIST_NAMES.test(name)) return false;
  const plain = unquote(value);
  if (isWorded(plain)) return false;
  if (/^(?=[\w-]*[a-z])(?=[\w-]*[A-Z])[\w-]{20,64}$/.test(plain)) return true;
  // Longer ones, and base64: of uploads, hosts, receipts.
  const isBase64 = plain.length % 4 === 0 && /^(?:[\w+/]{20,256}={1,2}|(?=(?:[^\d]*\d){3})[\w+/]{60,256})$/.test(plain);
  return (
    (isBase64 || /^[\w.~-]{20,256}$/.test(plain)) && /[a-z]/.test(plain) && /[A-Z]/.test(plain) && /\d/.test(plain)
  );
}

function isNumberedId(name: string, value: string): boolean {
  return ID_NAMES.test(name) && /^\d{1,20}$/.test(unquote(value));
}

function unquote(value: string): string {
  return value.replace(/^"(.*)"$/s, "$1");
}

/** `user` for `/user_id`, `/users/0/id`, and for `/id` in what is about a user. */
function kindOf({ at, name, owner = "" }: OwnedPlace): string {
  const names = at === "body" ? namesOf(name) : [name];
  const own = lastText(names).replace(/[_-]?id$/i, "");
  return toSingular(own || names.at(-2) || owner);
}

const SHORTEST_ID = 12;
const NUMBER = /^-?\d+(?:\.\d+)?$/;
/** Not part of a version, an address, a word. */
const WHOLE_NUMBER = /(?<![\w.{-])\d{1,20}(?![\w.}-]*\w)/g;

const DAY_NAMES = "(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)";
const MONTH_NAMES = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)";

/** In any of the forms that logs and pages have. A time of day alone may be a setting: `opens: 10:00`. */
const TIME = new RegExp(
  String.raw`(?:\b|(?<=%[0-9A-Fa-f]{2}))(?:${[
    String.raw`[A-Z][a-z]{2}, \d\d[ -][A-Z][a-z]{2}[ -]\d{4} \d\d:\d\d:\d\d GMT`,
    String.raw`\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?:Z|[+-]\d\d:?\d\d)?|T\d\d%3[Aa]\d\d(?:%3[Aa]\d\d(?:\.\d+)?)?(?:Z|%2[Bb]\d\d(?:%3[Aa])?\d\d)?)?`,
    String.raw`\d{8}T\d{6}Z`,
    // Syslog, ctime, and date(1)
    String.raw`(?:${DAY_NAMES} )?${MONTH_NAMES} [ \d]\d \d\d:\d\d:\d\d(?:\.\d+)?(?: [A-Z]{3,4})?(?: \d{4})?`,
    // Logs of web servers
    String.raw`\d\d/${MONTH_NAMES}/\d{4}:\d\d:\d\d:\d\d [+-]\d{4}`,
    // 11/23/2026, 23.11.2026, November 23, 2026, 23 Nov 2026
    String.raw`(?:\d{1,2}/\d{1,2}/20\d\d|\d{1,2}\.\d{1,2}\.20\d\d|${MONTH_NAMES}[a-z]{0,6} \d{1,2}, \d{4}|\d{1,2} ${MONTH_NAMES}[a-z]{0,6} \d{4})(?:,?(?: at)? \d{1,2}:\d\d(?::\d\d)?(?: ?[AP]M)?)?`,
  ].join("|")})(?![\w-])`,
  "g",
);

/** The class stays: a token where a password was is a change. */
const ALIAS = /REDACTED-([a-z-]+)-[a-z]{0,3}\d+/g;

/** After letters too, as XML allows no digit at the beginning of an ID. */
const GLUED_UUID = "(?<=[A-Za-z])[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}(?![A-Za-z0-9])";

const ID = new RegExp(`${IDS_IN_TEXT}|${GLUED_UUID}|${POD_SUFFIX}`, "g");
const WHOLE_ID = new RegExp(`^(?:${IDS_IN_TEXT})$`);

const DIGEST = /(?:^|[@:/=])sha(?:1|224|256|384|512)[:-][\w+/]{27,128}={0,2}$/;

const PORT = /(\b(?:localhost|\d{1,3}(?:\.\d{1,3}){3})|\[[0-9a-f:]+\]):\d{1,5}\b/g;

/** Of any host, a port that the system gave out. */
const HIGH_PORT =
  /(?<=[A-Za-z][\w-]*(?:\.[\w-]+)*):(?:3276[89]|327[7-9]\d|32[89]\d\d|3[3-9]\d{3}|[45]\d{4}|6[0-4]\d{3}|65[0-4]\d\d|655[0-2]\d|6553[0-5])\b(?![.:\d])/g;

/** `'nonce-…'` of a Content-Security-Policy, `nonce="…"` of a script; a function for JSONP of jQuery. */
const NONCE = /(\bnonce(?:-|=["']?)|\bjQuery)[\w+/-]{8,}={0,2}/g;

const MARK = new RegExp(`${TIME.source}|${PORT.source}`, "g");
const ANY = new RegExp(`${TIME.source}|${ID.source}|${PORT.source}`, "g");

const VOLATILE_OR_NUMBER = new RegExp(`${ANY.source}|${WHOLE_NUMBER.source}`, "g");

/** Headers whose values are not part of the API, although their presence is. */
const VOLATILE_HEADERS =
  /^(?:date|age|expires|last-modified|etag|if-none-match|if-modified-since|if-match|if-range|tracestate|x-b3-(?:parent)?spanid|server-timing|x-timer|x-(?:amz|goog)-date|(?:x-)?(?:[a-z0-9]+-)*(?:runtime|response-time|request-time|service-time|latency|duration|elapsed|timestamp|nonce)(?:-?ms)?|sec-websocket-(?:key|accept)|(?:x-)?(?:idempotency-key|(?:csrf|xsrf)-?token)|.*(?:request|trace|span|correlation|transaction)-?id|(?:x-)?ratelimit-(?:remaining|reset|used)(?:-[a-z]+)?)$/i;
const FRAMING_HEADERS =
  /^(?:content-length|content-encoding|transfer-encoding|connection|proxy-connection|keep-alive)$/i;
const CACHE_HEADERS =
  /^(?:age|x-cache|x-cache-(?:hits|status|lookup|key|age)|(?:cf|cdn|akamai|fastly|x-(?:proxy|drupal|varnish|nginx|vercel|edge|cdn|litespeed))-?(?:dynamic-?)?cache(?:-status|-hits)?|x-served-by|x-varnish|x-amz-cf-(?:pop|id)|cf-ray|cf-cache-status|x-azure-ref|x-vercel-id|fly-request-id|report-to|nel)$/i;
const PRODUCT_HEADERS = /^(?:server|via|user-agent|x-powered-by)$/i;

/** A checksum looks like an ID and a version like a date; both changing is news. */
const FIXED_NAMES = /checksum|digest|hash|md5|sha\d|version/i;
const ID_NAMES = /(?:^|[_-])id$|[a-z]Id$|^ID$/;
const ID_LIST_NAMES = /(?:^|[_-])ids?$|[a-z]Ids?$/;
const TIME_NAMES =
  /(?:^|[_-])(?:at|time|timestamp|date|expires|expiry|expires_in|created|updated|modified|uptime|took|pid|(?:duration|elapsed|latency|runtime|time)(?:[_-]?(?:ns|us|ms|s|secs?|seconds|millis(?:econds)?|micros(?:econds)?|nanos(?:econds)?))?|ms)$|[a-z](?:At|Time|Timestamp|Date|Duration|Latency|Elapsed|Uptime|Pid)(?:Ns|Us|Ms|S|Secs?|Seconds|Millis|Micros|Nanos)?$/;
/** Of numbers that have the digits of a time since 1970. */
const CLOCK_NAMES =
  /(?:^|[_-])(?:ts|t|now|exp|iat|nbf|epoch|clock|issued|seen|login|millis|seconds|nanos|micros)$|[a-z](?:Ts|Epoch|Millis|Seconds|Nanos|Now|Seen|Login|Exp)$/;
const COUNTDOWN_NAMES =
  /^(?:(?:.*[_-])?ttl|(?:.*[a-z])?T(?:TL|tl)|(?:seconds|time)_?(?:left|remaining)|remaining_?(?:seconds|time))$/i;
/** Credentials. */
const ACCESS_NAMES = /(?:session|token|ticket|cookie|credential|auth|authorization)s?$/i;
const PORT_NAMES = /(?:^|[_-])port$|[a-z]Port$/i;
/** `12.5ms`, `0.3 s` */
const AMOUNT_OF_TIME = /^-?\d+(?:\.\d+)?\s?(?:ns|us|µs|ms|s|secs?|seconds|m|min)$/;

function maskVersions(text: string): string {
  return text.replace(/\d+(?:\.\d+)*(?:[-+][\w.]+)?/g, "{version}");
}

/** Of a member its own name, of an element that of its list; of anything else the name. */
export function lastName({ at, name }: Place): string {
  if (at !== "body") return name;
  // Without what XML and JSON-LD have before it.
  return lastText(namesOf(name)).replace(/^@?(?:[\w.-]+:)?(?=.)/, "");
}

/** The names in a JSON pointer: no positions, and not the text of an XML element that has attributes as well. */
function namesOf(pointer: string): readonly string[] {
  return pointer.split("/").filter((part) => !/^(?:\d*|#text)$/.test(part));
}
