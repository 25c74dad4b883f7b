/** Text for a comment or a title: what ends a line, moves a cursor or turns the direction of writing becomes a space. */
export function oneLine(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(
      /[\s\p{Cc}\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF\uFFFE\uFFFF\u{E0000}-\u{E007F}]+/gu,
      " ",
    )
    .trim();
}

/** A remark after a title, on its line; "" for none. */
export function writeNote(note: string): string {
  return note === "" ? "" : ` (${oneLine(note)})`;
}

/** A remark on a line of its own; "" for none. */
export function sentence(note: string): string {
  return note === "" ? "" : `${note.charAt(0).toUpperCase()}${oneLine(note.slice(1))}.`;
}
