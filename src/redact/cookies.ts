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

function maskPair(pair: string, vault: Vault): string {
  const equals = pair.indexOf("=");
  const value = pair.slice(equals + 1).trim();
  if (equals < 0 || value === "") return pair;
  return `${pair.slice(0, equals + 1)}${vault.mask(value, "cookie")}`;
}
