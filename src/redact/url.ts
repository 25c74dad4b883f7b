import { decodeComponent } from "../trace/decode-component.ts";
import { maskPairs } from "./pairs.ts";
import type { Vault } from "./vault.ts";

/** Masks a URL: user information, secret parameters of path and query, and of a fragment that is written as a query. */
export function maskUrl(url: string, vault: Vault): string {
  const fragment = indexOf(url, "#", url.length);
  const query = indexOf(url, "?", fragment);
  return (
    maskAddress(url.slice(0, query), vault) +
    maskMarked(url.slice(query, fragment), vault) +
    maskMarked(url.slice(fragment), vault)
  );
}

/** Where the part behind a mark begins; its end where there is none. */
function indexOf(url: string, mark: string, end: number): number {
  const index = url.indexOf(mark);
  return index < 0 || index > end ? end : index;
}

/** The same for every URL in a text, relative ones too. */
export function maskUrlsIn(text: string, vault: Vault): string {
  if (!/[?@#;]/.test(text)) return text;
  return text.replaceAll(/[^\s<>"]+/g, (word) => maskUrl(word, vault));
}

function maskAddress(address: string, vault: Vault): string {
  if (!/[@;]/.test(address)) return address;
  const [, start = "", information = "", rest = address] =
    /^((?:[a-z][a-z0-9+.-]*:)?\/\/)([^/]*)(@.*)$/is.exec(address) ?? [];
  return start + maskUserInformation(information, vault) + maskPathParameters(rest, vault);
}

/** Alone, a user is a token (`https://ghp_…@github.com`); beside a password only a name. */
function maskUserInformation(information: string, vault: Vault): string {
  const colon = information.indexOf(":");
  const user = decodeComponent(colon < 0 ? information : information.slice(0, colon));
  const password = colon < 0 ? "" : decodeComponent(information.slice(colon + 1));
  if (password === "") return vault.mask(user, "token") + (colon < 0 ? "" : ":");
  return `${vault.mask(user, "user")}:${vault.mask(password, "password")}`;
}

/** `/list;jsessionid=…/1` */
function maskPathParameters(path: string, vault: Vault): string {
  return path.replaceAll(/;([^/;]*)/g, (_all, parameter: string) => `;${maskPairs(parameter, vault)}`);
}

/** The first character, `?` or `#`, is not part of the first name. */
function maskMarked(part: string, vault: Vault): string {
  return part === "" ? "" : part.charAt(0) + maskPairs(part.slice(1), vault);
}
