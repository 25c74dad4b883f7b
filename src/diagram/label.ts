import { shortenMiddle } from "./display-text.ts";
import { toInk } from "./ink.ts";
import { LINE_COLUMNS, toLabelLines } from "./label-lines.ts";

/** A label of an arrow, a note or a participant, with line feeds where it is long. */
export function toLabel(text: string): string {
  return toLabelLines(toInk(text)).map(fill).join("\n");
}

/** A label of a frame, which cannot be broken. */
export function toFrameLabel(text: string): string {
  return fill(shortenMiddle(toInk(text), 2 * LINE_COLUMNS));
}

/** Without any ink a label would be an error in some versions of Mermaid. */
function fill(text: string): string {
  return toInk(text) || "…";
}
