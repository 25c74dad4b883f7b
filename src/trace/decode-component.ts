/** The text that was percent-encoded, or the text itself: not every `%` is an escape. */
export function decodeComponent(text: string): string {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The same of each run of escapes by itself: some may not be UTF-8. */
export function decodeEscapes(text: string): string {
  return text.replaceAll(/(?:%[\da-f]{2})+/gi, decodeComponent);
}

/** The same of a value in a form or query, where a plus is a space. */
export function decodeFormValue(text: string): string {
  return decodeComponent(text.replaceAll("+", " "));
}
