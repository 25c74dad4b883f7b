/** The text at a place; empty where there is none. */
export function textAt(texts: readonly string[], place: number): string {
  return texts[place] ?? "";
}

/** The last text; empty where there is none at all. */
export function lastText(texts: readonly string[]): string {
  return texts.at(-1) ?? "";
}
