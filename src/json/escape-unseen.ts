import { UNSEEN_MARKS } from "../sequence/unseen-marks.ts";

/**
 * Control characters, except tabs and line ends, and invisible characters. With them, recorded text can look like other text in an editor
 * (CVE-2021-42574).
 */
export const UNSEEN = new RegExp(String.raw`[^\P{Cc}\t\r\n]|[${UNSEEN_MARKS}]`, "gu");

/** JSON text with them as escapes: they are only possible in its strings. */
export function escapeUnseen(json: string): string {
  return json.replaceAll(UNSEEN, (character) =>
    character.replaceAll(/[^]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`),
  );
}
