import { knownAt } from "../sequence/known-at.ts";
import { matchParts } from "../sequence/match-parts.ts";
import { matchedText } from "../sequence/matched-text.ts";

/**
 * What the system calls the machines, processes, and addresses that happen to do the work: pods, replicas, process IDs. Another run has
 * others, and the API does not show them on purpose.
 */

/**
 * The five letters that Kubernetes adds to the name of a pod, from its alphabet without vowels, after the hash of a template or the time of a
 * job. Digits alone may be a number that a person assigned: `PO-10023-24567`.
 */
export const POD_SUFFIX = String.raw`(?<=-(?:[bcdf-hj-np-tv-xz2456789]{8,10}|\d{5,10})-)(?=\d*[a-z])[bcdf-hj-np-tv-xz2456789]{5}(?![\w-])`;

/**
 * Whether two names of a machine that responded are those of two replicas: `web-3`, `web-7`. They differ in one part of the name before the
 * domain. Another name, domain, version, or year is another machine.
 */
export function areReplicas(name: string, before: string, after: string): boolean {
  const ofCloud = [before, after].map(readCloudNetwork);
  if (!HOST_NAMES.test(name) && !(/^host$/i.test(name) && !ofCloud.includes(undefined))) return false;
  const [ours, theirs] = [readHost(before), readHost(after)];
  if (ours === undefined || theirs === undefined || ours.domain !== theirs.domain) return false;
  if (!ofCloud.includes(undefined)) return ofCloud[0] === ofCloud[1];
  if (ours.parts.length !== theirs.parts.length) return false;
  const others = ours.parts.flatMap((part, index) => (part === knownAt(theirs.parts, index) ? [] : [index]));
  const [place = 0] = others;
  const [one, other] = [knownAt(ours.parts, place), knownAt(theirs.parts, place)];
  if (others.length !== 1) return false;
  if (areNumbered(place === 0 ? "" : knownAt(ours.parts, place - 1), one, other)) return true;
  const isLast = place === ours.parts.length - 1;
  return isLast && one.length === other.length && isMadeUp(one) && isMadeUp(other);
}

interface Host {
  /** Of the name before the domain: `web`, `3`. */
  readonly parts: readonly string[];
  /** And the port. */
  readonly domain: string;
}

/** Undefined for a URL, a path, an address, a version: `app-1.2` */
function readHost(value: string): Host | undefined {
  const [, name, domain = ""] = matchParts(
    /^(?!\d+(?:[.:]|$))([\w-]+)((?:\.(?!\d+(?:[.:]|$))[\w-]+)*(?::\d{1,5})?)$/,
    value,
  );
  return name === undefined ? undefined : { parts: name.split(/[-_]/), domain };
}

/** @param previous the part before: the 3 of `web-3` counts what that names */
function areNumbered(previous: string, one: string, other: string): boolean {
  const stem = one.replace(/\d{1,4}$/, "");
  if (stem === one || stem !== other.replace(/\d{1,4}$/, "") || stem === other) return false;
  if ([one, other].some((part) => YEAR.test(part))) return false;
  const counted = lastWord(stem) || lastWord(previous);
  return counted !== "" && !NO_REPLICAS.test(counted);
}

/** `beta` of `v1beta1` */
function lastWord(part: string): string {
  return matchedText(/(?<![a-z])[a-z]+(?![a-z])(?=\d*$)/i, part);
}

/** `2024`, `202411`, `20241124` */
const YEAR = /(?<!\d)(?:19|20)\d\d(?:\d\d){0,2}$/;

/** Words before a number that does not count machines, but names a version, a region, or a time. */
const NO_REPLICAS = new RegExp(
  [
    "^(?:.*(?<!sr)v|ver|version|r|rc|rev|revision|rel|release|alpha|beta|pre|preview|build|gen|generation|stage|phase|sprint|q|h|kw|week)$",
    "^(?:.*(?:north|south|east|west|central).*|region|zone|az|dc|datacenter)$",
    "^(?:postgres|postgresql|pg|mysql|mariadb|php|python|py|ruby|java|jdk|jre|nodejs|dotnet|net|http|tls|ssl|ip|ipv)$",
    "^(?:ubuntu|debian|rhel|centos|el|windows|win)$",
  ].join("|"),
  "i",
);

/** Letters and digits take turns. A version and a size do so too: `v1beta1`, `2024q1`, `m5large`. */
function isMadeUp(part: string): boolean {
  if (/^v\d|^(?:19|20)\d\d(?!\d)|alpha|beta|large|medium|small|micro|nano|metal/.test(part)) return false;
  if (/^(?=\d*[a-z])[bcdf-hj-np-tv-xz2456789]{5}$/.test(part)) return true;
  return /^[a-z\d]{4,}$/.test(part) && /\d[a-z]+\d|[a-z]\d+[a-z]/.test(part);
}

/** Of the name that AWS makes of a private address: `ip-10-0-3-17`. */
function readCloudNetwork(name: string): string | undefined {
  const address = matchedText(/^ip-(\d+-\d+-\d+-\d+)\b/, name, 1);
  return address === "" ? undefined : networkOf(address.replaceAll("-", "."));
}

/** Members and headers of a response that name the machine which sent it. */
const HOST_NAMES = new RegExp(
  [
    "^(?:host|node|pod|machine|worker|container|instance)[_-]?name$",
    "^(?:pod|node|machine|worker|instance|served[_-]?(?:by|from)|handled[_-]?by|upstream|backend)$",
    "^x-(?:[a-z]+-)*(?:backend|upstream|host|hostname|server|node|pod|instance|worker)(?:-(?:server|host|name|node))?$",
  ].join("|"),
  "i",
);

/** Whether these are two addresses of one private network, in a member that names the address of a machine. */
export function areNeighbors(name: string, before: string, after: string): boolean {
  if (!ADDRESS_NAMES.test(name)) return false;
  const [one, other] = [networkOf(before), networkOf(after)];
  return one !== undefined && one === other;
}

/** The part of a private address that names the network of a data center or a cluster (RFC 1918, RFC 6598). */
export function networkOf(address: string): string | undefined {
  return (
    /^(?:(?:10|172|100)\.\d{1,3}|192\.168\.\d{1,3})(?=\.\d{1,3}(?:\.\d{1,3})?$)/
      .exec(address)?.[0]
      .replace(/^(?:172\.(?!1[6-9]|2\d|3[01])|100\.(?!6[4-9]|[7-9]\d|1[01]\d|12[0-7])).*/, "") || undefined
  );
}

/** Not of a gateway, a mask, or the end of a range: those are settings. */
export const ADDRESS_NAMES =
  /^(?:(?:pod|host|node|private|fixed|internal|local|client|remote|source|peer|container|cluster|instance)?[_-]?(?:ips?|ip[_-]?addr(?:ess)?|addr(?:ess)?))$/i;

/** Puts the same words in place of process IDs, of the places of objects in memory, and of temporary files. */
export function maskProcesses(text: string): string {
  return text
    .replace(/(\bpid[\s=:#]{1,3})\d{1,10}\b/gi, "$1{pid}")
    .replace(/(\{time\} (?:[\w.-]{1,64} )?[\w./-]{1,64}\[)\d{2,10}(?=\])/g, "$1{pid}")
    .replace(/(\bat )0x[\da-f]{6,16}\b/gi, "$1{address}")
    .replace(/(\/tmp\/tmp)[._]?(?=[a-z_]*\d|[a-z]*[A-Z])\w{6,12}\b/g, "$1{name}");
}

/** Puts the same word in place of how long something took. Only what has happened took its time: what a client sends is a setting. */
export function maskDurations(text: string): string {
  return text.replace(TOOK, "$1{time}");
}

/** Not `in 5 s` or `after 5 s` alone, which are settings, as `max-duration` is. */
const TOOK =
  /(\b(?<!\b(?:max|min|maximum|minimum|default|expected|allowed)[ .:-]{1,2})(?:took|elapsed|duration|(?:completed|finished|done|built|ran) in|rows? in set)[:=]?\s{0,2}\(?)\d{1,9}(?:\.\d{1,9})?\s?(?:ns|us|µs|ms|s|secs?|seconds|m|min)\b/gi;
