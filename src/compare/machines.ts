import { knownAt } from "../sequence/known-at.ts";

/**
 * What the system calls the machines, processes, and addresses that happen to do the work: pods, replicas, process IDs. Another run has
 * others, and the API does not show them on purpose.
 */

/** The five letters that Kubernetes adds to the name of a pod, from its alphabet without vowels, after the hash of a template or the time of a job. */
export const POD_SUFFIX = String.raw`(?<=-(?:[bcdf-hj-np-tv-xz2456789]{8,10}|\d{5,10})-)[bcdf-hj-np-tv-xz2456789]{5}(?![\w-])`;

/** Whether two names of a machine that responded are those of two replicas: `web-3`, `web-7`. Another name is another machine. */
export function areReplicas(name: string, before: string, after: string): boolean {
  if (!HOST_NAMES.test(name) && !(/^host$/i.test(name) && [before, after].every((value) => OF_CLOUD.test(value))))
    return false;
  const [ours, theirs] = [before.split(/[.-]/), after.split(/[.-]/)];
  return ours.length === theirs.length && ours.every((part, index) => areAlike(part, knownAt(theirs, index)));
}

function areAlike(one: string, other: string): boolean {
  if (one === other) return true;
  if (one.replace(/\d{1,4}$/, "") === other.replace(/\d{1,4}$/, "") && /\d$/.test(one) && /\d$/.test(other))
    return true;
  return one.length === other.length && one.length >= 4 && isMadeUp(one) && isMadeUp(other);
}

function isMadeUp(part: string): boolean {
  return /^[a-z\d]+$/.test(part) && (/\d[a-z]|\d.*[a-z].*\d/.test(part) || /^[bcdf-hj-np-tv-xz2456789]{5}$/.test(part));
}

const OF_CLOUD = /^ip-\d+-\d+-\d+-\d+\b/;

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
    .replace(/(\/tmp\/tmp)[._]?(?=[a-z_]*\d|[a-z]*[A-Z])\w{6,12}\b/g, "$1{name}")
    .replace(TOOK, "$1{time}");
}

/** Not `in 5 s` or `after 5 s` alone, which are settings. */
const TOOK =
  /(\b(?:took|elapsed|duration|(?:completed|finished|done|built|ran) in|rows? in set)[:=]?\s{0,2}\(?)\d{1,9}(?:\.\d{1,9})?\s?(?:ns|us|µs|ms|s|secs?|seconds|m|min)\b/gi;
