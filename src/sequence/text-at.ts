/** The text at a place; empty if there is none. */
export function textAt(texts: readonly string[], place: number): string {
  return texts[place] ?? "";
}

/** The last text, or the second last, …; empty if there are not so many. */
export function lastText(texts: readonly string[], nth = 1): string {
  return texts.at(-nth) ?? "";
}
