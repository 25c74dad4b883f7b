import type { Vault } from "./vault.ts";

/** `Cookie`: names stay, values go. */
export function maskCookies(value: string, vault: Vault): string {
  return value
    .split(";")
    .map((pair) => maskPair(pair, vault))
    .join(";");
}

/** `Set-Cookie`: the first pair is the cookie, the rest are its attributes. */
export function maskSetCookie(value: string, vault: Vault): string {
  const end = value.indexOf(";");
  return end < 0 ? maskPair(value, vault) : maskPair(value.slice(0, end), vault) + value.slice(end);
}

/** A cookie without a name is all value; quotes belong to the notation. */
function maskPair(pair: string, vault: Vault): string {
  const [, head = "", value = "", tail = ""] = /^(\s*(?:[^=]*=\s*)?"?)(.*?)("?\s*)$/s.exec(pair) ?? [];
  return head + vault.mask(value, "cookie") + tail;
}
