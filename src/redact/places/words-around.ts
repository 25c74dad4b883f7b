import type { Span } from "../../json/quiet-items.ts";

/** Words that matter only if they have a sign. */
interface WordKind {
  /** Global; no delimiter. */
  readonly sign: RegExp;
  /** A character that no word has in front of its first sign. */
  readonly before: RegExp;
  /** Global: the character after a word. */
  readonly after: RegExp;
}

/** The words of a text that have a sign. One without any takes one search, however many words it has. */
export function listWordsAround(text: string, { sign, before, after }: WordKind): readonly Span[] {
  const words: Span[] = [];
  for (let end = 0; ;) {
    sign.lastIndex = end;
    const found = sign.exec(text);
    if (found === null) return words;
    let start = found.index;
    while (start > end && !before.test(text.charAt(start - 1))) start -= 1;
    after.lastIndex = found.index;
    end = after.exec(text)?.index ?? text.length;
    words.push({ start, end });
  }
}
