/** What a pattern matches in a text: the whole, then its groups; nothing at all if it does not match. */
export function matchParts(pattern: RegExp, text: string): readonly (string | undefined)[] {
  return pattern.exec(text) ?? [];
}
