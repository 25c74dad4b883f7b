/** The text at a place, counted from the end if negative; empty where there is none. */
export function textAt(texts: readonly string[], place: number): string {
  return texts.at(place) ?? "";
}
