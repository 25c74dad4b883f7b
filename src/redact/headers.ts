import { maskAuthorization, maskChallenge } from "./auth-schemes.ts";
import { maskCookies, maskSetCookie } from "./cookies.ts";
import { classOfHeader } from "./names.ts";
import { URL_HEADERS } from "./rules.ts";
import { maskUrlsIn } from "./url.ts";
import type { Vault } from "./vault.ts";

/** Masks the values of a flat list name, value, … in place. */
export function maskHeaders(flat: string[], vault: Vault): void {
  for (let index = 0; index + 1 < flat.length; index += 2) {
    const mask = ruleOf(flat[index] ?? "");
    const value = flat[index + 1] ?? "";
    if (mask !== undefined && value !== "") flat[index + 1] = mask(value, vault);
  }
}

type HeaderRule = (value: string, vault: Vault) => string;

const RULES: Readonly<Record<string, HeaderRule>> = {
  authorization: maskAuthorization,
  "proxy-authorization": maskAuthorization,
  "www-authenticate": maskChallenge,
  "proxy-authenticate": maskChallenge,
  "authentication-info": maskChallenge,
  cookie: maskCookies,
  "set-cookie": maskSetCookie,
};

/** Header names as they are written; asking for each anew would cost more than all else here. */
const known = new Map<string, HeaderRule | undefined>();
const REMEMBERED = 10_000;

function ruleOf(name: string): HeaderRule | undefined {
  if (known.has(name)) return known.get(name);
  if (known.size >= REMEMBERED) known.clear();
  const rule = findRule(name.toLowerCase());
  known.set(name, rule);
  return rule;
}

function findRule(name: string): HeaderRule | undefined {
  if (Object.hasOwn(RULES, name)) return RULES[name];
  if (URL_HEADERS.has(name)) return maskUrlsIn;
  const secretClass = classOfHeader(name);
  return secretClass && ((value, vault) => vault.mask(value, secretClass));
}
