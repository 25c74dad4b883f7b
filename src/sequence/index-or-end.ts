/** Where a mark is in a text, from a place on; the end of the text if it is not there. */
export function indexOrEnd(text: string, mark: string, from = 0): number {
  const index = text.indexOf(mark, from);
  return index < 0 ? text.length : index;
}
