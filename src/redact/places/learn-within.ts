import { isUtf8 } from "node:buffer";

import { matchParts } from "../../sequence/match-parts.ts";
import { decodeComponent } from "../../trace/decode-component.ts";
import type { LearnedSecret } from "../vault/alias-book.ts";
import type { Vault } from "../vault/vault.ts";
import { looksLikeJson } from "./looks-like-json.ts";
import { maskNestedJson } from "./nested.ts";

/**
 * Learns what a secret contains: the claims of a JWT (RFC 7519) whose names suggest a secret, JSON in a cookie, base64 text such as
 * Kubernetes has, and the password after a username inside it, such as Docker has.
 */
export function learnWithin({ value, replacement, secretClass }: LearnedSecret, vault: Vault): void {
  const [, claims] = matchParts(/^eyJ[\w-]+\.(eyJ[\w-]+)\./, value);
  if (claims !== undefined) return learnJson(Buffer.from(claims, "base64url").toString(), vault);
  if (looksLikeJson(value) || value.startsWith("%")) learnJson(decodeComponent(value), vault);
  const text = decodeText(value);
  if (text === undefined) return;
  vault.learnAs(text, replacement, secretClass);
  learnJson(text, vault);
  const [, password] = matchParts(/^[\w.@-]+:(\S{6,})$/, text);
  if (password !== undefined) vault.mask(password, "password");
}

function learnJson(text: string, vault: Vault): void {
  if (looksLikeJson(text)) maskNestedJson(text, vault);
}

/** Random letters are hardly ever the base64 of printable ones. */
function decodeText(value: string): string | undefined {
  if (value.length < 12 || value.length % 4 !== 0 || /[^A-Za-z\d+/]/.test(value.replace(/={1,2}$/, "")))
    return undefined;
  const bytes = Buffer.from(value, "base64");
  const text = bytes.toString();
  return isUtf8(bytes) && !/\p{Cc}/u.test(text) && bytes.toString("base64") === value ? text : undefined;
}
