/** The named groups of a pattern that matches a text; none at all if it does not match. */
export function matchGroups(pattern: RegExp, text: string): Readonly<Record<string, string | undefined>> {
  return pattern.exec(text)?.groups ?? {};
}
