import { matchParts } from "../../sequence/match-parts.ts";
import { type FormatHit, findFormats } from "../formats/find-formats.ts";
import { maskHits } from "../vault/replace-hits.ts";
import type { Vault } from "../vault/vault.ts";
import { mapOpenEvent } from "./event-lines.ts";
import { findCutMember } from "./find-cut-member.ts";
import { looksLikeJson } from "./looks-like-json.ts";
import { findNamed, mayHoldNamed } from "./named.ts";

/**
 * Masks the value that the end of a text truncates by what it may become: it is completed in several ways, and what is a secret in one of
 * them is masked, such as what follows `postgres://joe:`, or a `value` whose `name` is still missing.
 */
export function maskCutValue(written: string, vault: Vault): string {
  const text = looksLikeJson(written) ? written : mapOpenEvent(written, (data) => maskCutJson(data, vault));
  const member = looksLikeJson(text) ? findCutMember(text) : undefined;
  const opened = maskClosed(member === undefined ? text : maskHits(text, [member], vault), vault);
  const base = Math.max(0, opened.length - WINDOW);
  const end = opened.slice(base).replace(OPEN_ESCAPE, "");
  const findOpen = (find: (text: string) => FormatHit[]): FormatHit[] =>
    COMPLETIONS.flatMap((completion) => find(end + completion)).filter(
      (hit) => hit.start < end.length && hit.end > end.length,
    );
  const formats = findOpen(findFormats);
  const [first] = [...findOpen(findCompleted), ...formats].toSorted((a, b) => a.start - b.start);
  if (first === undefined) return maskOpenXml(opened, vault);
  // The beginning of a format's value is never learned: a longer part of it is found by the format, and replacing only its beginning would
  // leave the rest.
  const learner = formats.includes(first) ? { mask: vault.maskHere } : vault;
  return maskHits(opened, [{ ...first, start: base + first.start, end: opened.length }], learner);
}

function maskCutJson(data: string, vault: Vault): string {
  return looksLikeJson(data) ? maskCutValue(data, vault) : data;
}

/** Number of characters at the end that are checked. */
const WINDOW = 2048;

/** Characters that may have been the start of an escape. */
const OPEN_ESCAPE = /(?<!\\)\\+$/;

/** Letters and digits, as no word has them. */
const MORE = "a1B2c3D4e5";

/** Possible continuations: the end of the value in notations that close one. */
const COMPLETIONS: readonly string[] = [
  MORE,
  `${MORE}"`,
  `${MORE}'`,
  String.raw`${MORE}\"`,
  `${MORE}@h/x`,
  `${MORE} RO`,
  `${MORE}" | chpasswd`,
];

/** Of most completions it is clear at once that they name no secret. */
function findCompleted(text: string): FormatHit[] {
  return mayHoldNamed(text) ? findNamed(text) : [];
}

/** A complete value whose description after it is truncated. */
function maskClosed(text: string, vault: Vault): string {
  const base = Math.max(0, text.length - WINDOW);
  const end = text.slice(base);
  const hits = ["", ...SIGNS.flatMap((sign) => restsOf(sign, end))]
    .flatMap((rest) => findCompleted(end + rest))
    .filter((hit) => hit.end <= end.length);
  return text.slice(0, base) + maskHits(end, hits, vault);
}

/** What shows, after a value, that it is one. */
const SIGNS: readonly string[] = [" | chpasswd", " | sudo chpasswd", " RO", " RW", " /add", "@h"];

/** What may be missing of a sign, all of it or what the text does not end with. */
function restsOf(sign: string, text: string): string[] {
  return Array.from(sign, (_, length) => length)
    .filter((length) => text.endsWith(sign.slice(0, length)))
    .map((length) => sign.slice(length));
}

/** A `value` of XML before its `name`, in an element that is still open. */
function maskOpenXml(text: string, vault: Vault): string {
  const [, before = "", value = "", behind = ""] = matchParts(OPEN_VALUE, text);
  return value === "" ? text : before + vault.mask(value, "secret") + behind;
}

const OPEN_VALUE =
  /^(.*<(?:\w+:)?(?:member|param|entry|property|item|setting|variable|pair)>\s*<(?:\w+:)?value>(?:\s*<\w+>)?)([^<]{4,})((?:<(?!\/(?:\w+:)?(?:member|param|entry|property|item|setting|variable|pair)>)[^<]{0,200}){0,4})$/s;
