import { maskPairs } from "./pairs.ts";
import type { Vault } from "./vault.ts";

/** Masks a URL: user information, secret parameters of the query, and of a fragment that is written as a query. */
export function maskUrl(url: string, vault: Vault): string {
  if (!/[?@#;]/.test(url)) return url;
  const [, address = url, query = "", fragment = ""] = /^([^?#]*)(\?[^#]*)?(#.*)?$/s.exec(url) ?? [];
  return maskUserInformation(address, vault) + maskMarked(query, vault) + maskMarked(fragment, vault);
}

/** The same for every URL in a text; a relative one is found where the text is nothing else. */
export function maskUrlsIn(text: string, vault: Vault): string {
  if (/^\/[^\s]*$/.test(text)) return maskUrl(text, vault);
  return text.replaceAll(/\b[a-z][a-z0-9+.-]*:\/\/[^\s"'<>]+|<\/[^\s>]*/gi, (url) => maskUrl(url, vault));
}

function maskUserInformation(address: string, vault: Vault): string {
  return address.replace(/^([a-z][a-z0-9+.-]*:\/\/)([^/@]*)@/i, (_all, scheme: string, information: string) => {
    const colon = information.indexOf(":");
    if (colon < 0) return `${scheme}${information === "" ? "" : vault.mask(information, "user")}@`;
    const password = information.slice(colon + 1);
    return `${scheme}${information.slice(0, colon + 1)}${password === "" ? "" : vault.mask(decodeURIComponent(password), "password")}@`;
  });
}

/** The first character, `?` or `#`, is not part of the first name. */
function maskMarked(part: string, vault: Vault): string {
  return part === "" ? "" : part.charAt(0) + maskPairs(part.slice(1), vault);
}
