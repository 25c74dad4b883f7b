import { maskAuthorization, maskChallenge } from "./auth-schemes.ts";
import { maskCookies, maskSetCookie } from "./cookies.ts";
import { isRandom } from "./entropy.ts";
import { classOfHeader, remember } from "./names.ts";
import { URL_HEADERS } from "./rules.ts";
import { maskUrlsIn } from "./url.ts";
import type { Vault } from "./vault.ts";

/** Masks the values of a flat list name, value, … in place. */
export function maskHeaders(flat: string[], vault: Vault): void {
  for (let index = 0; index + 1 < flat.length; index += 2) {
    const value = flat[index + 1] ?? "";
    const rule = ruleOf(flat[index] ?? "");
    if (rule !== undefined) flat[index + 1] = rule(value, vault);
    else if (value.includes("://")) flat[index + 1] = maskUrlsIn(value, vault);
  }
}

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
