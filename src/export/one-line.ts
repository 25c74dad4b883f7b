import { UNSEEN_MARKS } from "../sequence/unseen-marks.ts";

/** Text for a comment or a title: characters that end a line, move the cursor, or change the writing direction become spaces. */
export function oneLine(text: string): string {
  return text.toWellFormed().replaceAll(BREAKS, " ").trim();
}

const BREAKS = new RegExp(String.raw`[\s\p{Cc}${UNSEEN_MARKS}]+`, "gu");

/** A remark after a title, on its line; "" for none. */
export function writeNote(note: string): string {
  return note === "" ? "" : ` (${oneLine(note)})`;
}

/** A remark on a line of its own; "" for none. */
export function sentence(note: string): string {
  return note === "" ? "" : `${note.charAt(0).toUpperCase()}${oneLine(note.slice(1))}.`;
}
