import { isUtf8 } from "node:buffer";
import { gunzipSync } from "node:zlib";

import { maskJson } from "./json-body.ts";
import { looksLikeJson } from "./looks-like-json.ts";
import { maskNamed } from "./named.ts";
import { maskUrlsIn } from "./url.ts";
import type { Vault } from "./vault.ts";
import { maskXml } from "./xml.ts";

/** Masks JSON, and what its strings hold inside: JSON, XML, a URL, base64. `depth` counts how often a string was opened. */
export function maskNestedJson(text: string, vault: Vault, depth = 0): string {
  return maskJson(text, vault, (value) => maskString(value, vault, depth));
}

/** One string within another, and what that one holds. */
const DEEPEST = 3;

/** Masks what is secret inside of a string that is none as a whole. */
export function maskString(text: string, vault: Vault, depth = 0): string {
  if (depth >= DEEPEST || text.length < 8) return text;
  if (looksLikeJson(text)) return maskNestedJson(text, vault, depth + 1);
  if (BASE64.test(text)) return maskBase64(text, vault, depth);
  const opened = /^\s*<[?!A-Za-z]/.test(text) ? maskXml(text, vault) : text;
  return maskNamed(maskUrlsIn(opened, vault), vault);
}

const BASE64 = /^[A-Za-z0-9+/_-]{12,}={0,2}$/;

/** An alias cannot stand inside of base64, so that the whole goes when it holds a secret; what it holds is learned. */
function maskBase64(text: string, vault: Vault, depth: number): string {
  const inner = unpack(Buffer.from(text, "base64"));
  if (inner === undefined) return text;
  return maskString(inner, vault, depth + 1) === inner ? text : vault.mask(text, "secret");
}

/** The text in bytes, compressed by gzip or not; undefined where they hold none. */
function unpack(bytes: Buffer): string | undefined {
  const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
  try {
    const plain = isPacked ? gunzipSync(bytes, { maxOutputLength: LONGEST_UNPACKED }) : bytes;
    return isUtf8(plain) && !plain.includes(0) ? plain.toString() : undefined;
  } catch {
    // Cut, too long, or no gzip at all.
    return undefined;
  }
}

/** Bytes. */
const LONGEST_UNPACKED = 1 << 24;
