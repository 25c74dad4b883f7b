import type { Hit } from "./finder.ts";

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
    if (start >= copied) replaced += text.slice(copied, start) + replacementOf(label);
    copied = Math.max(copied, end);
  }
  return replaced + text.slice(copied);
}

/** What the sweep has put there; what looks like a final alias came from outside while recording. */
const PROVISIONAL_ALIAS = /REDACTED-[a-z]+-~\d+/g;

export const ANY_ALIAS = /REDACTED-[a-z]+-(?:~\d+|\d+)/g;

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
