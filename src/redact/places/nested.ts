import { textAt } from "../../sequence/text-at.ts";
import { isProvisionalAlias } from "../../trace/alias.ts";
import { unescapeXml } from "../../trace/bodies/xml-text.ts";
import { findFormats, noteNoFormats } from "../formats/find-formats.ts";
import { decodeRuns, isKnownWithoutRuns, noteNoRuns } from "../vault/decode-runs.ts";
import { maskHits } from "../vault/replace-hits.ts";
import type { Vault } from "../vault/vault.ts";
import { cutJson } from "./cut-json.ts";
import { mapEmbeddedJson } from "./embedded-json.ts";
import { readEscapedQuotes } from "./escaped-quotes.ts";
import { hasEventLines, mapEventData } from "./event-lines.ts";
import { maskJson } from "./json-body.ts";
import { maskEscaped } from "./learn-escaped.ts";
import { looksLikeJson } from "./looks-like-json.ts";
import { maskNamed } from "./named.ts";
import { isQuietJson } from "./quiet-json.ts";
import { splitJson } from "./split-json.ts";
import { maskUrlsIn } from "./url.ts";
import { maskXml } from "./xml.ts";

/**
 * Masks text that begins with JSON, and what its strings hold inside: JSON, XML, a URL, base64. What follows that is no JSON, as in a
 * log, is masked as text. `depth` counts how often a string was opened.
 */
export function maskNestedJson(written: string, vault: Vault, depth = 0): string {
  if (depth === 0 && isQuietJson(written)) return written;
  // In a text as it was recorded these are looked for at the end, whatever its kind is.
  const text = depth === 0 ? written : maskHits(written, findFormats(written), vault);
  const maskOne = (json: string): string => {
    if (isQuietJson(json)) return json;
    return maskJson(json, vault, { maskString: (value) => maskString(value, vault, depth), cut: cutJson(json) });
  };
  const pieces = splitJson(text);
  if (pieces.length === 1 && pieces[0]?.kind === "json") return maskOne(text);
  const masked = pieces
    .map((piece) => {
      if (piece.kind === "json") return maskOne(piece.text);
      // A key of several lines may begin in one that is broken.
      const known = maskHits(piece.text, findFormats(piece.text), vault);
      return piece.kind === "text" ? maskText(known, vault, depth) : maskWords(maskOne(known), vault, depth);
    })
    .join("");
  // A line of a program may begin with brackets: `["password"] = "…"`.
  return pieces.some(({ kind, text: piece }) => kind === "text" && /\S/.test(piece))
    ? maskNamed(masked, vault)
    : masked;
}

/**
 * Masks the secrets of a text without structure of its own: a log, an event stream, a page. Finds JSON after the field name of a line
 * (`data: {…}`, Server-Sent Events), and URLs and `name=value` anywhere.
 */
export function maskText(text: string, vault: Vault, depth = 0): string {
  if (text.length < SHORTEST) return text;
  if (!NO_WORD.test(text)) return maskRuns(maskHits(text, findFormats(text), vault), vault, depth);
  if (isBrokenBase64(text)) {
    const flat = text.replaceAll(/\s/g, "");
    if (maskRuns(flat, vault, depth) !== flat) return vault.mask(text, "secret");
  }
  const opened = maskEvents(text, vault, depth).replaceAll(
    JSON_LINE,
    (_all, head: string, json: string) => head + maskNestedJson(json, vault, depth),
  );
  return maskWords(maskEmbedded(opened, vault, depth), vault, depth);
}

/** The data of an event in several lines is read as one text. */
function maskEvents(text: string, vault: Vault, depth: number): string {
  return hasEventLines(text) ? mapEventData(text, (data) => maskString(data, vault, depth)) : text;
}

/** Characters; no shorter text contains a secret and its name. */
const SHORTEST = 6;

/** What has no mark that sets a name apart from a value, and no escape: an id, a version. */
const NO_WORD = /[^\w.-]/;

/** Base64 in lines, as mails and keys have it, and nothing else. Line by line: a loop over megabytes would run out of memory. */
function isBrokenBase64(text: string): boolean {
  if (!text.includes("\n") || /[^\w+/=\s-]/.test(text)) return false;
  const lines = text
    .trimEnd()
    .replace(/={1,2}$/, "")
    .split(/\r?\n/);
  return lines.length > 1 && textAt(lines, 0).length >= 8 && lines.every((line) => line !== "" && !/[=\s]/.test(line));
}

export function maskEmbedded(text: string, vault: Vault, depth: number): string {
  return mapEmbeddedJson(text, (json) => maskNestedJson(json, vault, depth + 1));
}

const JSON_LINE = /^([A-Za-z]{0,20}:?[ \t]*)([[{].*)$/gm;

/** Learns the escaped and base64 contents of values in a URL or a form, and masks what the sweep would leave. */
export function maskInner(text: string, vault: Vault): string {
  const mask = (value: string, isLast: boolean): string => maskDecoded(value, vault, { isLast, depth: 0 });
  const masked = maskEscaped(text, { mask, sweep: vault.sweep, isForm: true });
  maskRuns(text, vault, 0);
  return masked;
}

/** By their form, by the content of other encodings in them, and by their names. */
function maskWords(text: string, vault: Vault, depth: number): string {
  const hits = findFormats(text);
  const known = maskHits(text, hits, vault);
  const mask = (value: string, isLast: boolean): string => maskDecoded(value, vault, { isLast, depth: depth + 1 });
  const unescaped = depth < DEEPEST ? maskEscaped(known, { mask, sweep: vault.sweep }) : known;
  const shown = maskUrlsIn(unescaped, vault);
  const opened = maskRuns(shown, vault, depth);
  const hasRuns = text.length > LONG && !isKnownWithoutRuns(shown);
  const masked = maskNamed(opened, vault);
  if (text.length > LONG) {
    // An alias makes neither.
    if (hits.length === 0) noteNoFormats(masked);
    if (!hasRuns) noteNoRuns(masked);
  }
  return masked;
}

/** Characters. What was not found in longer texts need not be looked for again. */
const LONG = 1024;

/** Base64 in a JSON string in a URL in a JSON string. */
const DEEPEST = 4;

/** Masks secrets inside a string that is not a secret as a whole. */
export function maskString(text: string, vault: Vault, depth = 0): string {
  if (text.length < SHORTEST) return text;
  if (depth >= DEEPEST) return pass(text, vault);
  if (looksLikeJson(text)) return maskNestedJson(text, vault, depth + 1);
  learnEscapedMarkup(text, vault);
  const opened = /^\s*<[?!A-Za-z]/.test(text) ? maskXml(text, vault) : maskEvents(text, vault, depth + 1);
  return maskWords(maskEmbedded(opened, vault, depth + 1), vault, depth);
}

/**
 * Masks what an encoding held. What can be decoded further is masked in that form too, so that here nothing more is opened: in each of eight levels of
 * escapes, it would take hundreds of times as long.
 */
export function maskDecoded(
  text: string,
  vault: Vault,
  { isLast, depth }: { readonly isLast: boolean; readonly depth: number },
): string {
  return isLast ? maskString(text, vault, depth) : maskString(text, withoutPass(vault), Math.max(depth, DEEPEST - 1));
}

/** What is not opened there is not nested too deep: it is opened in the form that is decoded further. */
function withoutPass(vault: Vault): Vault {
  return Object.create(vault, { pass: { value: () => {} } }) as Vault;
}

/** Markup in entities, as a page shows it: its content is learned, and masked by the sweep in place. */
export function learnEscapedMarkup(text: string, vault: Vault): void {
  const opening = text.search(/&lt;/i);
  if (opening >= 0 && /&(?:quot|#34|#x22|gt|#62|#x3e);/i.test(text.slice(opening))) maskXml(unescapeXml(text), vault);
  for (const { decoded } of readEscapedQuotes(text)) maskEmbedded(maskNamed(decoded, vault), vault, DEEPEST - 1);
  // JSON in an attribute.
  if (/[[{]\s{0,8}&(?:quot|#34|#x22);/i.test(text)) maskNamed(unescapeXml(text), vault);
}

/** Text that is nested too deep stays unchanged; if it could be decoded further, this is reported. */
function pass(text: string, vault: Vault): string {
  if (looksLikeJson(text) || decodeRuns(text).length > 0) vault.pass();
  return text;
}

/** An alias is not possible inside base64, so all of it is replaced if it contains a secret; its content is learned. */
function maskRuns(text: string, vault: Vault, depth: number): string {
  if (depth >= DEEPEST) return pass(text, vault);
  let masked = "";
  let copied = 0;
  for (const { start, end, text: inner } of decodeRuns(text)) {
    if (start < copied) continue;
    const found = maskString(inner, vault, depth + 1);
    if (found === inner) continue;
    masked += text.slice(copied, start);
    masked += isProvisionalAlias(found) ? found : vault.mask(text.slice(start, end), "secret");
    copied = end;
  }
  return masked + text.slice(copied);
}
