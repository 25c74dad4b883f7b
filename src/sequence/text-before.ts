/** What precedes a mark in a text; the whole text if the mark is not in it. */
export function textBefore(text: string, mark: string): string {
  const at = text.indexOf(mark);
  return at === -1 ? text : text.slice(0, at);
}
