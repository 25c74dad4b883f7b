import { decodeFormValue } from "../../trace/decode-component.ts";
import type { FormatHit } from "../formats/find-formats.ts";
import type { Hit } from "./finder.ts";
import type { Vault } from "./vault.ts";

/** Learns what was found in a text, plain or URL-encoded, and replaces it with aliases. */
export function maskHits(text: string, hits: readonly FormatHit[], vault: Pick<Vault, "mask">): string {
  let masked = "";
  let copied = 0;
  for (const { start, end, secretClass } of outsideAliases(text, hits, ANY_ALIAS)) {
    if (start < copied) continue;
    masked += sliceBehind(text, copied, start) + vault.mask(decodeForm(text.slice(start, end)), secretClass);
    copied = end;
  }
  return masked + sliceBehind(text, copied, text.length);
}

/** A plus is a space where other characters are escaped too. */
function decodeForm(text: string): string {
  return text.includes("%") ? decodeFormValue(text) : text;
}

/**
 * Puts something in place of each hit; where several begin, of the longest. Of two that overlap, the rest of the second
 * goes with the first.
 */
export function replaceHits<Label>(
  text: string,
  hits: readonly Hit<Label>[],
  replacementOf: (label: Label) => string,
): string {
  if (hits.length === 0) return text;
  let replaced = "";
  let copied = 0;
  for (const { start, end, label } of outsideAliases(text, hits, PROVISIONAL_ALIAS)) {
    if (start >= copied) replaced += sliceBehind(text, copied, start) + replacementOf(label);
    copied = Math.max(copied, end);
  }
  return replaced + sliceBehind(text, copied, text.length);
}

/** A part of a text that follows an alias, unless it is the first; its digits must not be read as those of the alias. */
function sliceBehind(text: string, start: number, end: number): string {
  const code = start > 0 && start < end ? text.charCodeAt(start) : 0;
  return (code >= 0x30 && code <= 0x39 ? "_" : "") + text.slice(start, end);
}

/** What the sweep has put there; what looks like a final alias came from outside while recording. */
const PROVISIONAL_ALIAS = /REDACTED-[a-z]+-~\d+/g;

export const ANY_ALIAS = /REDACTED-[a-z]+-(?:~|[a-z]{0,3})\d+/g;

/** The hits in order, without those in an alias: it may hold a secret's text by chance. */
export function outsideAliases<One extends Pick<Hit<unknown>, "start" | "end">>(
  text: string,
  hits: readonly One[],
  pattern: RegExp,
): One[] {
  if (hits.length === 0) return [];
  const aliases = text.matchAll(pattern);
  let alias = aliases.next().value;
  return hits
    .toSorted((a, b) => a.start - b.start || b.end - a.end)
    .filter(({ start, end }) => {
      while (alias !== undefined && alias.index + alias[0].length <= start) alias = aliases.next().value;
      return alias === undefined || alias.index >= end;
    });
}
