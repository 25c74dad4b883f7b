import { isIPv6 } from "node:net";

import { matchParts } from "../../sequence/match-parts.ts";
import { matchedText } from "../../sequence/matched-text.ts";

/** The destination of a request. */
export interface Target {
  /** Scheme, host and port: `https://cloud.example:5000`. */
  readonly origin: string;
  /** Path with query, and a fragment if there is one, exactly as the client sent it. */
  readonly path: string;
  /** The network interface through which an IPv6 address is reached. @default the system's choice */
  readonly zone?: string;
}

/** Splits the absolute-form that clients send to a proxy (RFC 9112, section 3.2.2); undefined for any other form. */
export function parseAbsoluteForm(url: string): Target | undefined {
  // aiohttp names a WebSocket by its own scheme.
  const [, ws = "", secure = "", authority = "", rest = ""] = matchParts(/^(http|ws)(s?):\/\/([^/?#]+)(.*)/is, url);
  const scheme = ws === "" ? "" : `http${secure.toLowerCase()}`;
  const place = readOrigin(scheme, authority.slice(authority.lastIndexOf("@") + 1));
  // Only the origin is parsed as a URL, because normalizing the path would change the client's request.
  if (!URL.canParse(place.origin)) return undefined;
  return { ...place, path: rest.startsWith("/") ? rest : `/${rest}` };
}

/** An authority, such as that of Host, as an origin, which may be invalid, and the zone of its address. */
export function readOrigin(scheme: string, authority: string): Pick<Target, "origin" | "zone"> {
  const zone = matchedText(ZONE, authority, 2).replace(/^25(?=.)/, "");
  const origin = `${scheme}://${withoutZone(authority)}`;
  return zone === "" ? { origin } : { origin, zone };
}

/** Host and port of a CONNECT request. */
export interface Authority {
  /** Without the brackets of an IPv6 address, and with its zone, if it has one: `fe80::1%eth0`. */
  readonly host: string;
  readonly port: number;
}

/** Splits the authority-form of CONNECT (RFC 9112, section 3.2.3); undefined if it is not one. */
export function parseAuthority(text: string): Authority | undefined {
  const [, host = "", digits = ""] = matchParts(/^(\[[\dA-Fa-f:.]+(?:%[\w.~-]+)?\]|[^\s/?#@[\]]+):(\d{1,5})$/, text);
  const port = Number(digits);
  const bare = host.replace(/^\[|\]$/g, "");
  // http.client of Python before 3.12 omits the brackets.
  const isAddress = bare.includes(":");
  if (host === "" || port < 1 || port > 65_535 || (isAddress && host === bare && !isIPv6(bare))) return undefined;
  // Clients write the zone as it is, or as in a URL (RFC 6874, section 2).
  return { host: isAddress ? bare.replace(/%25(?=.)/, "%") : bare, port };
}

/** A zone is a name of the client's machine, which servers and other proxies cannot know (RFC 6874, section 4). */
export function withoutZone(host: string): string {
  return host.replace(ZONE, "$1");
}

const ZONE = /^(\[?[\dA-Fa-f]*:[\dA-Fa-f:.]*)%([\w.~-]+)/;

/** `cloud.example:443` → `https://cloud.example`; with brackets around IPv6, and without a default port. */
export function toOrigin(scheme: "http" | "https", { host, port }: Authority): string {
  const name = host.includes(":") ? `[${withoutZone(host)}]` : host;
  const isUsual = port === (scheme === "https" ? 443 : 80);
  return `${scheme}://${name}${isUsual ? "" : `:${port}`}`;
}

/** The way back: `https://cloud.example` → host and port. */
export function parseOrigin(origin: string): Authority {
  const { hostname, port, protocol } = new URL(origin);
  const usual = protocol === "https:" ? 443 : 80;
  return { host: hostname.replace(/^\[|\]$/g, ""), port: port === "" ? usual : Number(port) };
}

export function formatAuthority({ host, port }: Authority): string {
  return `${host.includes(":") ? `[${withoutZone(host)}]` : host}:${port}`;
}
