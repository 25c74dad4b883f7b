/** The parts of a text around its aliases; one piece for a text without any. */
export function splitAtAliases(text: string): readonly string[] {
  return text.includes("REDACTED") ? text.split(/[\w.%-]{0,12}REDACTED(?:-[a-z]+-\d+)?/) : [text];
}

/**
 * Whether a text contains the pieces in their order, with anything in between: an alias matches any value.
 *
 * @param isOpen whether the text may continue after the last piece
 */
export function hasPieces(text: string, pieces: readonly string[], isOpen: boolean): boolean {
  const [first = "", ...others] = pieces;
  if (!text.startsWith(first)) return false;
  let end = first.length;
  for (const [index, piece] of others.entries()) {
    const isLast = index === others.length - 1 && !isOpen;
    const at = isLast ? text.length - piece.length : text.indexOf(piece, end);
    if (at < end || !text.startsWith(piece, at)) return false;
    end = at + piece.length;
  }
  return isOpen || others.length > 0 || end === text.length;
}
