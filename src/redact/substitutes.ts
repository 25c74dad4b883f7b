import { isIPv4, isIPv6 } from "node:net";

import { UUIDS_IN_TEXT } from "../shapes/made-by-machine.ts";

/**
 * Kinds of values that can be replaced on request although they are not secret, because they reveal whose system was
 * recorded.
 */
export const SUBSTITUTED_KINDS = ["hosts", "ids", "emails", "ips"] as const;

export type SubstitutedKind = (typeof SUBSTITUTED_KINDS)[number];

/**
 * Replaces hosts, ids, e-mail addresses and IP addresses by made-up ones of the same format: the same one by the same,
 * numbered by first appearance, in names and ranges that are reserved for documentation (RFC 2606, 5737, 3849).
 */
export interface Substitutes {
  /** Learns the hosts of the URLs in a text, so that they are recognized where they occur alone. */
  readonly learn: (text: string) => void;
  readonly replace: (text: string) => string;
  /** How many different values of each kind were replaced so far. */
  readonly counts: Readonly<Partial<Record<SubstitutedKind, number>>>;
}

export function createSubstitutes(kinds: readonly SubstitutedKind[]): Substitutes {
  const hosts = numberValues((host, number) => `host-${number}.example.com`);
  const ids = numberValues((id, number) => formatId(id, number));
  const users = numberValues((_address, number) => `user${number}`);
  const addresses = numberValues((address, number) => (isIPv4(address) ? formatIpv4(number) : formatIpv6(number)));
  let names: RegExp | undefined;

  const learnHost = (host: string): void => {
    if (isOwn(host) || hosts.known.has(host.toLowerCase())) return;
    hosts.replace(host.toLowerCase());
    names = toPattern(hosts.known.keys());
  };
  const learn = (text: string): void => {
    if (!kinds.includes("hosts") || !text.includes("://")) return;
    for (const [, host = ""] of text.matchAll(HOST_OF_URL)) learnHost(host);
  };
  const replaceHosts = (text: string): string => {
    learn(text);
    return names === undefined ? text : text.replace(names, (host) => hosts.replace(host.toLowerCase()));
  };
  const replaceIds = (text: string): string =>
    text.replace(ID, (id) => {
      const plain = ids.replace(id.replaceAll("-", "").toLowerCase());
      return id.includes("-") ? plain.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-") : plain;
    });
  const replaceEmails = (text: string): string =>
    text.replace(EMAIL, (_all, name: string, at: string, domain: string) =>
      domain.endsWith("example.com")
        ? name + at + domain
        : `${users.replace(`${name}@${domain}`.toLowerCase())}${at}example.com`,
    );
  const replaceAddresses = (text: string): string =>
    text
      .replace(IPV4, (address) => (isIPv4(address) && !isOwn(address) ? addresses.replace(address) : address))
      .replace(IPV6, (address) => (isIPv6(address) && !isOwn(address) ? addresses.replace(address) : address));

  const steps = { emails: replaceEmails, hosts: replaceHosts, ips: replaceAddresses, ids: replaceIds };
  const wanted = (["emails", "hosts", "ips", "ids"] as const).filter((kind) => kinds.includes(kind));
  const known = { hosts: hosts.known, ids: ids.known, emails: users.known, ips: addresses.known };
  return {
    learn,
    replace: (text) => wanted.reduce((replaced, kind) => steps[kind](replaced), text),
    get counts() {
      return Object.fromEntries(kinds.map((kind) => [kind, known[kind].size]));
    },
  };
}

const HOST_OF_URL = /:\/\/(?:[^\s/?#@"'<>]*@)?([a-z][a-z0-9.-]*[a-z0-9])(?=[:/?#"'\s\\<>)\],;]|$)/gi;
const ID = new RegExp(UUIDS_IN_TEXT, "gi");
const EMAIL = /(?<![\w.+-])([\w.+-]{1,64})(@|%40)([a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)+)/gi;
const IPV4 = /(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w]|\.\d)/g;
const IPV6 = /(?<![\w:.])(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4}(?![\w:.])/gi;

/** This machine, and what is reserved for documentation, reveal nothing. */
function isOwn(host: string): boolean {
  return /^(?:localhost|.*\.localhost|127\..*|0\.0\.0\.0|::1?|(?:.*\.)?example\.(?:com|net|org))$/i.test(host);
}

interface NumberedValues {
  readonly known: ReadonlyMap<string, string>;
  readonly replace: (value: string) => string;
}

function numberValues(format: (value: string, number: number) => string): NumberedValues {
  const known = new Map<string, string>();
  return {
    known,
    replace: (value) => {
      const found = known.get(value);
      if (found !== undefined) return found;
      const made = format(value, known.size + 1);
      known.set(value, made);
      return made;
    },
  };
}

/** Known hosts as whole names, the longest first. */
function toPattern(hosts: Iterable<string>): RegExp {
  const sorted = Array.from(hosts).toSorted((a, b) => b.length - a.length);
  const escaped = sorted.map((host) => host.replaceAll(/[.-]/g, String.raw`\$&`));
  return new RegExp(String.raw`(?<![\w.-])(?:${escaped.join("|")})(?![\w-]|\.\w)`, "gi");
}

/** 32 digits; the version of a UUID (RFC 9562) stays. */
function formatId(id: string, number: number): string {
  return `${"0".repeat(12)}${id.charAt(12)}0008000${number.toString(16).padStart(12, "0")}`;
}

/** The three blocks of RFC 5737; beyond them, the range for benchmarks of RFC 2544. */
function formatIpv4(number: number): string {
  const block = ["192.0.2", "198.51.100", "203.0.113"][Math.floor((number - 1) / 254)];
  if (block !== undefined) return `${block}.${((number - 1) % 254) + 1}`;
  const rest = number - 762;
  return `198.18.${Math.floor(rest / 256) % 256}.${rest % 256}`;
}

function formatIpv6(number: number): string {
  return `2001:db8::${number.toString(16)}`;
}
