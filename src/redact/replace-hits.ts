import type { Hit } from "./finder.ts";

/**
 * Puts its label in place of each hit; where several begin, of the longest. Of two that overlap, the rest of the second
 * goes with the first. Provisional aliases stay whole: they may hold a secret's text by chance.
 */
export function replaceHits(text: string, hits: readonly Hit<string>[]): string {
  if (hits.length === 0) return text;
  const aliases = text.matchAll(/REDACTED-[a-z]+-~\d+/g);
  let alias = aliases.next().value;
  let replaced = "";
  let copied = 0;
  for (const { start, end, label } of hits.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    while (alias !== undefined && alias.index + alias[0].length <= start) alias = aliases.next().value;
    if (alias !== undefined && alias.index < end) continue;
    if (start >= copied) replaced += text.slice(copied, start) + label;
    copied = Math.max(copied, end);
  }
  return replaced + text.slice(copied);
}
