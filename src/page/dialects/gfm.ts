import { encodeAddress, escapeQuoted, escapeText, toImage, writeCodeSpan, writeFence } from "../escape.ts";
import { showOnOneLine } from "../visible-text.ts";
import type { Dialect } from "./dialect.ts";

/** Markdown as GitHub, GitLab and most viewers show it. */
export const gfm: Dialect = {
  sets: ["common", "gfm"],
  comment: "html",
  text: (text) => (ADDRESS.test(text) ? quoteInCode(text) : escapeText(text)),
  quoted: escapeQuoted,
  code: (text) => writeCodeSpan(showOnOneLine(text)),
  link: (text, address) => `[${gfm.text(text)}](${encodeAddress(address)})`,
  image: toImage,
  hasImagePairs: false,
  fence: (lines, info, indent) => writeFence(lines.join("\n"), info, indent),
  title: (level, text, id) => `${id === undefined ? "" : `<a id="${id}"></a>\n\n`}${"#".repeat(level)} ${text}`,
  notes: { note: "NOTE", warning: "WARNING", failure: "CAUTION" },
};

/** Text that becomes a link wherever it occurs, even if its characters are escaped. */
export const ADDRESS = /:\/\/|\bwww\.|@/i;

/** Writes text that the target would rewrite as a code span. */
export function quoteInCode(text: string): string {
  return writeCodeSpan(showOnOneLine(text).trim());
}
