import { isUtf8 } from "node:buffer";
import { gunzipSync } from "node:zlib";

import { findFormats } from "../formats/formats.ts";
import { maskHits } from "../vault/replace-hits.ts";
import type { Vault } from "../vault/vault.ts";
import { maskJson } from "./json-body.ts";
import { looksLikeJson } from "./looks-like-json.ts";
import { maskNamed } from "./named.ts";
import { splitJson } from "./split-json.ts";
import { maskUrlsIn } from "./url.ts";
import { maskXml } from "./xml.ts";

/**
 * Masks text that begins with JSON, and what its strings hold inside: JSON, XML, a URL, base64. What follows that is no JSON, as in a
 * log, is masked as text. `depth` counts how often a string was opened.
 */
export function maskNestedJson(text: string, vault: Vault, depth = 0): string {
  const maskOne = (json: string): string => maskJson(json, vault, (value) => maskString(value, vault, depth));
  const pieces = splitJson(text);
  if (pieces.length === 1 && pieces[0]?.kind === "json") return maskOne(text);
  return pieces
    .map((piece) => {
      if (piece.kind === "json") return maskOne(piece.text);
      // A key of several lines may begin in one that is broken.
      const known = maskHits(piece.text, findFormats(piece.text), vault);
      return piece.kind === "text" ? maskText(known, vault, depth) : maskWords(maskOne(known), vault);
    })
    .join("");
}

/**
 * Masks the secrets of a text that has no structure as a whole: a log, an event stream, a page. JSON is looked for behind
 * the field name of a line (`data: {…}`, Server-Sent Events), URLs and `name=value` anywhere.
 */
export function maskText(text: string, vault: Vault, depth = 0): string {
  const opened = text.replaceAll(
    JSON_LINE,
    (_all, head: string, json: string) => head + maskNestedJson(json, vault, depth),
  );
  return maskWords(opened, vault);
}

const JSON_LINE = /^([A-Za-z]{0,20}:?[ \t]*)([[{].*)$/gm;

function maskWords(text: string, vault: Vault): string {
  return maskNamed(maskUrlsIn(text, vault), vault);
}

/** One string within another, and what that one holds. */
const DEEPEST = 3;

/** Masks what is secret inside of a string that is none as a whole. */
export function maskString(text: string, vault: Vault, depth = 0): string {
  if (depth >= DEEPEST || text.length < 8) return text;
  if (looksLikeJson(text)) return maskNestedJson(text, vault, depth + 1);
  if (BASE64.test(text)) return maskBase64(text, vault, depth);
  const opened = /^\s*<[?!A-Za-z]/.test(text) ? maskXml(text, vault) : text;
  return maskWords(opened, vault);
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
