import { matchParts } from "../../sequence/match-parts.ts";
import type { Vault } from "../vault/vault.ts";

/** The host and the path of a request are no secrets as a whole, whatever else has the same text. */
export function showAddress(url: string, vault: Vault): void {
  const [, host = "", path = ""] = matchParts(/^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#@]*@)?([^/?#]*)([^?#]*)/i, url);
  vault.show(host);
  vault.show(path);
}
