/** The text at a place; empty if there is none. */
export function textAt(texts: readonly string[], place: number): string {
  return texts[place] ?? "";
}

/** The last text; empty if there is none at all. */
export function lastText(texts: readonly string[]): string {
  return texts.at(-1) ?? "";
}
