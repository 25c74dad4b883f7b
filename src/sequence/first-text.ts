/** The first value present, such as of groups of which a pattern fills one; empty if there is none. */
export function firstText(...texts: readonly (string | undefined)[]): string {
  return texts.find((text) => text !== undefined) ?? "";
}
