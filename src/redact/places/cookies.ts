import { matchParts } from "../../sequence/match-parts.ts";
import type { Vault } from "../vault/vault.ts";
import { maskUrlsIn } from "./url.ts";

/** `Cookie`: names stay, values go. */
export function maskCookies(value: string, vault: Vault): string {
  return value
    .split(";")
    .map((pair) => maskPair(pair, vault))
    .join(";");
}

/** `Set-Cookie`: the first pair is the cookie, the rest are its attributes. Browsers and some libraries join several in one. */
export function maskSetCookie(value: string, vault: Vault): string {
  return value
    .split(BETWEEN)
    .map((part, index) => (index % 2 === 0 ? maskOne(part, vault) : part))
    .join("");
}

/** A comma in a date is not followed by a name and an equals sign. */
const BETWEEN = /(\n|,(?=\s*[^\s;,=]+=))/;

function maskOne(cookie: string, vault: Vault): string {
  const end = cookie.indexOf(";");
  return end < 0
    ? maskPair(cookie, vault)
    : maskPair(cookie.slice(0, end), vault) + maskUrlsIn(cookie.slice(end), vault);
}

/** A cookie without a name is all value; quotes belong to the notation. */
function maskPair(pair: string, vault: Vault): string {
  const [, head = "", value = "", tail = ""] = matchParts(/^(\s*(?:[^=]*=\s*)?"?)(.*?)("?\s*)$/s, pair);
  return head + vault.mask(value, "cookie") + tail;
}
