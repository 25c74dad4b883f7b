/**
 * Characters that are not seen, turn the direction of writing or are none: controls but for tabs and line ends, bidi marks,
 * noncharacters. Recorded text can hold them to look like other text in an editor (CVE-2021-42574).
 */
export const UNSEEN = /[^\P{Cc}\t\r\n]|[\p{Bidi_Control}\u2028\u2029\uFEFF\uFFFE\uFFFF]/gu;

/** JSON text with them as escapes: they are only possible in its strings. */
export function escapeUnseen(json: string): string {
  return json.replaceAll(UNSEEN, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
