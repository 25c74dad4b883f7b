/** The first value present, such as of groups of which a pattern fills one; empty if there is none. */
export function firstText(...texts: readonly (string | undefined)[]): string {
  return texts.find((text) => text !== undefined) ?? "";
}

/** The first text that is wanted; empty if there is none. */
export function findText(texts: readonly string[], isWanted: (text: string) => boolean): string {
  return texts.find(isWanted) ?? "";
}
