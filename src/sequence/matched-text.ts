/** What a pattern, or a group of it, matches in a text; empty if it matches nothing. */
export function matchedText(pattern: RegExp, text: string, group = 0): string {
  return pattern.exec(text)?.[group] ?? "";
}
