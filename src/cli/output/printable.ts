import { UNSEEN_MARKS } from "../../sequence/unseen-marks.ts";

/**
 * Makes text that a service or a file wrote safe for a terminal: its escape sequences and bidi marks could forge output.
 * Line ends stay.
 */
export function toPrintable(text: string): string {
  return text.replaceAll(UNPRINTABLE, "\uFFFD");
}

const UNPRINTABLE = new RegExp(String.raw`[^\P{Cc}\n]|[${UNSEEN_MARKS}]`, "gu");
