/**
 * Characters that are not seen, turn the direction of writing or are none: controls but for tabs and line ends, bidi marks, spaces without
 * width, tags, noncharacters. Recorded text can hold them to look like other text in an editor (CVE-2021-42574). What joins letters stays
 * (U+200C, U+200D): Persian and emoji need it.
 */
export const UNSEEN =
  /[^\P{Cc}\t\r\n]|[\p{Bidi_Control}\u00AD\u180E\u200B\u2028\u2029\u2060-\u2064\uFEFF\uFFFE\uFFFF\u{E0000}-\u{E007F}]/gu;

/** JSON text with them as escapes: they are only possible in its strings. */
export function escapeUnseen(json: string): string {
  return json.replaceAll(UNSEEN, (character) =>
    character.replaceAll(/[^]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`),
  );
}
