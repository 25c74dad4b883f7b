import { isUtf8 } from "node:buffer";

import { maskNestedJson } from "./nested.ts";
import type { LearnedSecret, Vault } from "./vault.ts";

/**
 * Learns what a secret holds inside: the claims of a JWT (RFC 7519) that are named like a secret, and the text of one
 * that is written in base64, as Kubernetes keeps them.
 */
export function learnWithin({ value, replacement, secretClass }: LearnedSecret, vault: Vault): void {
  const [, claims] = /^eyJ[\w-]+\.(eyJ[\w-]+)\./.exec(value) ?? [];
  if (claims !== undefined) maskNestedJson(Buffer.from(claims, "base64url").toString(), vault);
  const text = claims === undefined ? decodeText(value) : undefined;
  if (text !== undefined) vault.learnAs(text, replacement, secretClass);
}

/** Random letters are hardly ever the base64 of printable ones. */
function decodeText(value: string): string | undefined {
  if (value.length < 12 || value.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(value)) return undefined;
  const bytes = Buffer.from(value, "base64");
  const text = bytes.toString();
  return isUtf8(bytes) && /^[^\p{Cc}]+$/u.test(text) && bytes.toString("base64") === value ? text : undefined;
}
