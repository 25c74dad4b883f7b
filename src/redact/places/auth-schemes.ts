import { isUtf8 } from "node:buffer";

import { matchParts } from "../../sequence/match-parts.ts";
import { shownOpening } from "../formats/shown-opening.ts";
import { isSchemeName } from "../names/is-scheme-name.ts";
import { isPublicValue } from "../names/public-values.ts";
import type { Vault } from "../vault/vault.ts";
import { maskNamed } from "./named.ts";

/** `Authorization` and `Proxy-Authorization` (RFC 9110, section 11.4): the scheme stays, its credentials go. */
export function maskAuthorization(value: string, vault: Vault): string {
  const [, scheme, space = "", credentials = ""] = matchParts(/^([\w!#$%&'*+.^`|~-]+)(\s+)(.+)$/s, value);
  if (scheme === undefined || !isSchemeName(scheme)) return isPublicValue(value) ? value : vault.mask(value, "token");
  const mask = SCHEMES.get(scheme.toLowerCase()) ?? maskToken;
  return scheme + space + mask(credentials, vault);
}

/** A server's challenge or its later information: Digest's one-time values are masked, realm and algorithm stay. */
export function maskChallenge(value: string, vault: Vault): string {
  const [, scheme, token] = matchParts(/^((?:Negotiate|NTLM|Kerberos)\s+)([\w+/=-]{8,})$/i, value);
  if (scheme !== undefined && token !== undefined) return scheme + vault.mask(token, "token");
  const masked = maskParameters(
    value,
    /\b(nonce|nextnonce|cnonce|opaque|rspauth|ticket)(=)("(?:[^"\\]|\\.)*"|[^\s,]+)/gi,
    vault,
  );
  return maskNamed(masked, vault);
}

type SchemeRule = (credentials: string, vault: Vault) => string;

const maskToken: SchemeRule = (credentials, vault) => vault.mask(credentials, "token");

const SCHEMES: ReadonlyMap<string, SchemeRule> = new Map([
  ["basic", maskBasic],
  ["digest", maskDigest],
  ["aws4-hmac-sha256", maskAws],
]);

/**
 * Both the password and the whole are secrets; the username is not, and would be masked everywhere, unless it is a token in the user's
 * place.
 */
function maskBasic(credentials: string, vault: Vault): string {
  const bytes = Buffer.from(credentials, "base64");
  // Older programs write Latin-1.
  const decoded = bytes.toString(isUtf8(bytes) ? "utf8" : "latin1");
  const colon = decoded.indexOf(":");
  if (colon < 0) return vault.mask(credentials, "password");
  const user = decoded.slice(0, colon);
  const password = decoded.slice(colon + 1);
  const alias =
    password === "" || shownOpening(user) !== "" ? vault.mask(user, "token") : vault.mask(password, "password");
  vault.learnAs(credentials, alias, "password");
  return alias;
}

function maskDigest(credentials: string, vault: Vault): string {
  return maskParameters(credentials, /\b(response|nonce|cnonce|opaque)(=)("(?:[^"\\]|\\.)*"|[^\s,]+)/gi, vault);
}

function maskAws(credentials: string, vault: Vault): string {
  return credentials
    .replace(/(Credential=)([^/,\s]+)/, (_all, name: string, id: string) => name + vault.mask(id, "key"))
    .replace(
      /(Signature=)([^,\s]+)/,
      (_all, name: string, signature: string) => name + vault.mask(signature, "signature"),
    );
}

function maskParameters(text: string, parameters: RegExp, vault: Vault): string {
  return text.replace(parameters, (_all, name: string, equals: string, value: string) => {
    const quote = value.startsWith('"') ? '"' : "";
    const inner = quote === "" ? value : value.slice(1, -1);
    return name + equals + quote + vault.mask(inner, "signature") + quote;
  });
}
