import { isUtf8 } from "node:buffer";

import { maskJson } from "./json-body.ts";
import { maskNamed } from "./named.ts";
import { maskUrlsIn } from "./url.ts";
import type { Vault } from "./vault.ts";

/** Masks JSON, and what its strings hold inside: JSON, a URL, base64. `depth` counts how often a string was opened. */
export function maskNestedJson(text: string, vault: Vault, depth = 0): string {
  return maskJson(text, vault, (value) => maskString(value, vault, depth));
}

/** One string within another, and what that one holds. */
const DEEPEST = 3;

/** Masks what is secret inside of a string that is none as a whole. */
function maskString(text: string, vault: Vault, depth: number): string {
  if (depth >= DEEPEST || text.length < 8) return text;
  if (/^\s*[[{]/.test(text)) return maskNestedJson(text, vault, depth + 1);
  if (BASE64_JSON.test(text)) return maskBase64(text, vault, depth);
  return maskNamed(maskUrlsIn(text, vault), vault);
}

/** `{` or `[` and what may follow it, and nothing that base64 does not have. */
const BASE64_JSON = /^(?:ey|ew|W)[A-Za-z0-9+/_-]{10,}={0,2}$/;

/** An alias cannot stand inside of base64, so that the whole goes when it holds a secret; what it holds is learned. */
function maskBase64(text: string, vault: Vault, depth: number): string {
  const bytes = Buffer.from(text, "base64");
  if (!isUtf8(bytes)) return text;
  const inner = bytes.toString();
  const masked = /^\s*[[{]/.test(inner) ? maskNestedJson(inner, vault, depth + 1) : inner;
  return masked === inner ? text : vault.mask(text, "secret");
}
