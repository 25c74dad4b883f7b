import { createHash, timingSafeEqual } from "node:crypto";

import { matchParts } from "../../sequence/match-parts.ts";
import { urlPart } from "../../sequence/url-part.ts";
import { readOrigin } from "./target.ts";

/** The credentials that a client sends with its proxy URL: `http://glance-api:token@127.0.0.1:8080`. */
export interface Visitor {
  /** Participant ID; "" if the URL has no username. */
  readonly name: string;
  readonly token: string;
}

/** Reads a Proxy-Authorization field; schemes other than Basic do not identify the client. */
export function readVisitor(proxyAuthorization = ""): Visitor {
  if (proxyAuthorization === "") return NOBODY;
  const [, credentials = ""] = matchParts(/^basic\s+([\w+/=-]+)\s*$/i, proxyAuthorization);
  const text = Buffer.from(credentials, "base64").toString();
  const colon = text.indexOf(":");
  return colon < 0 ? { name: text, token: "" } : { name: text.slice(0, colon), token: text.slice(colon + 1) };
}

const NOBODY: Visitor = { name: "", token: "" };

/** Compares in constant time, so that the duration does not reveal a partly correct token. */
export function isToken(given: string, token: string): boolean {
  const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(token));
}

/**
 * Whether the Host header of a request to a loopback address names it, or one of these hosts. A web page whose name was pointed here (DNS
 * rebinding) sends its own name: the browser would let it read the response.
 */
export function isAddressedHere(host: string | undefined = "", others: Iterable<string> = []): boolean {
  // A name and a port, and nothing else that a URL may have (RFC 9110, section 7.2).
  const name = /[\s/?#@\\]/.test(host) ? "" : urlPart(readOrigin("http", host).origin, "hostname").replace(/\.$/, "");
  if (host === "" || /^(?:(?:[\w-]+\.)*localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(name)) return true;
  return [...others].includes(name);
}
