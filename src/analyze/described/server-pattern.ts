import { escapePattern } from "../../sequence/escape-pattern.ts";
import { matchParts } from "../../sequence/match-parts.ts";
import { type Address, splitPath, toAddress } from "../../trace/names/address.ts";
import { type PathPattern, matchesPattern, parsePathPattern } from "../path-pattern.ts";
import { joinPath } from "../service-places.ts";

/** A parsed address at which an API is served, with its placeholders. */
export interface ServerPattern {
  /** Whether it names a host. */
  readonly isAbsolute: boolean;
  /** Whether an address is on that host; always true if there is no host. */
  readonly isHost: (address: Address) => boolean;
  /** The base path of an address, as it was sent; undefined if it does not begin like this server. */
  readonly findBase: (address: Address) => string | undefined;
}

/** @param url `https://{region}.example/v1`, or `/v1` for any host */
export function parseServer(url: string): ServerPattern {
  const [, authority = "", path = ""] = matchParts(/^([a-z][a-z0-9+.-]*:\/\/[^/?#]*)?([^?#]*)/i, url);
  const base = parsePathPattern(path);
  const isOrigin = matchOrigin(authority);
  return {
    isAbsolute: authority !== "",
    isHost: ({ origin }) => isOrigin(origin),
    findBase: (address) => findBase(base, address),
  };
}

function findBase(base: PathPattern, { path }: Address): string | undefined {
  const segments = splitPath(path).slice(0, base.length);
  return matchesPattern(base, segments) ? joinPath(segments) : undefined;
}

function matchOrigin(authority: string): (origin: string) => boolean {
  if (authority === "") return () => true;
  if (!authority.includes("{")) {
    const { origin } = toAddress(authority);
    return (one) => one === origin;
  }
  // An origin does not contain the default port of its scheme.
  const plain = authority.toLowerCase().replace(/^http:(.*):80$|^https:(.*):443$/, (all) => all.replace(/:\d+$/, ""));
  const parts = plain.split(/\{[^{}]*\}/).map(escapePattern);
  const pattern = new RegExp(`^${parts.join("[^/]*")}$`);
  return (origin) => pattern.test(origin);
}
