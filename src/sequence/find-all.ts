/** All that a global pattern matches in a text, in order. */
export function findAll(text: string, pattern: RegExp): readonly string[] {
  return text.match(pattern) ?? [];
}
