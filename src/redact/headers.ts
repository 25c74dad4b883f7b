import { maskAuthorization, maskChallenge } from "./auth-schemes.ts";
import { maskCookies, maskSetCookie } from "./cookies.ts";
import { isRandom } from "./entropy.ts";
import { findFormats } from "./formats.ts";
import { classOfHeader, remember } from "./names.ts";
import { SHOWN_HEADERS, SHOWN_HEADER_ENDINGS, URL_HEADERS } from "./rules.ts";
import { maskUrlsIn } from "./url.ts";
import type { Vault } from "./vault.ts";

/** Masks the values of a flat list name, value, … in place. */
export function maskHeaders(flat: string[], vault: Vault): void {
  for (let index = 0; index + 1 < flat.length; index += 2) {
    const value = flat[index + 1] ?? "";
    const rule = ruleOf(flat[index] ?? "");
    if (rule !== undefined) flat[index + 1] = rule(value, vault);
    else flat[index + 1] = maskUnknown(flat[index] ?? "", value, vault);
  }
}

/** What no name tells may be a secret by its looks. */
function maskUnknown(name: string, value: string, vault: Vault): string {
  if (value.includes("://")) return maskUrlsIn(value, vault);
  if (value.length < 20 || isShown(name) || ID.test(value) || !isRandom(value)) return value;
  // What is known in another encoding, or has a known format, is masked by that.
  const isKnown = vault.sweep(value) !== value || findFormats(value).length > 0;
  return isKnown ? value : vault.mask(value, "token");
}

const isShown = remember(
  (name: string): boolean => SHOWN_HEADERS.has(name.toLowerCase()) || SHOWN_HEADER_ENDINGS.test(name),
);

/** A UUID, also behind a word; a hash. */
const ID = /^(?:[a-z]+-)?[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12,}$/i;

type HeaderRule = (value: string, vault: Vault) => string;

const RULES: ReadonlyMap<string, HeaderRule> = new Map([
  ["authorization", maskAuthorization],
  ["proxy-authorization", maskAuthorization],
  ["www-authenticate", maskChallenge],
  ["proxy-authenticate", maskChallenge],
  ["authentication-info", maskChallenge],
  ["proxy-authentication-info", maskChallenge],
  ["cookie", maskCookies],
  ["set-cookie", maskSetCookie],
  ["sec-websocket-protocol", maskProtocols],
]);

const ruleOf = remember((written: string): HeaderRule | undefined => {
  const name = written.toLowerCase();
  if (URL_HEADERS.has(name)) return maskUrlsIn;
  const secretClass = classOfHeader(name);
  return RULES.get(name) ?? (secretClass && ((value, vault) => vault.mask(value, secretClass)));
});

/** Browsers cannot set headers on a WebSocket, so some programs send their token as one of its protocols. */
function maskProtocols(value: string, vault: Vault): string {
  return value.replaceAll(/[^,\s]+/g, (protocol) => (isRandom(protocol) ? vault.mask(protocol, "token") : protocol));
}
