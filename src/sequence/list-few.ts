/** `a, b, c and 4 more`: the first of these, and the number of the others. */
export function listFew(texts: readonly (number | string)[], most: number): string {
  const more = texts.length - most;
  return `${texts.slice(0, most).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
