import { shortenMiddle } from "../display-text.ts";
import { LINE_COLUMNS, toLabelLines } from "../label-lines.ts";
import { escapeMermaid, toInk } from "./escape.ts";

/** A label of an arrow, a note or a participant, broken where it is long. Without any ink it would be an error in some versions. */
export function writeLabel(text: string): string {
  return toLabelLines(toInk(text)).map(writeText).join("<br/>");
}

/** A label of a frame, which cannot be broken. */
export function writeFrameLabel(text: string): string {
  return writeText(shortenMiddle(toInk(text), 2 * LINE_COLUMNS));
}

function writeText(text: string): string {
  return escapeMermaid(text) || "…";
}
