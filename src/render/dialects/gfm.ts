import { encodeAddress, escapeQuoted, escapeText, writeCodeSpan, writeFence } from "../escape.ts";
import { showOnOneLine } from "../visible-text.ts";
import type { Dialect } from "./dialect.ts";

/** Markdown as GitHub, GitLab and most viewers show it. */
export const gfm: Dialect = {
  sets: ["common", "gfm"],
  comment: "html",
  text: escapeMarkdown,
  quoted: escapeQuoted,
  code: (text) => writeCodeSpan(showOnOneLine(text)),
  link: (text, address) => `[${escapeMarkdown(text)}](${encodeAddress(address)})`,
  fence: (lines, info, indent) => writeFence(lines.join("\n"), info, indent),
  title: (level, text, id) => `${id === undefined ? "" : `<a id="${id}"></a>\n\n`}${"#".repeat(level)} ${text}`,
  notes: { note: "NOTE", warning: "WARNING", failure: "CAUTION" },
};

/** Addresses without a scheme become links too. */
function escapeMarkdown(text: string): string {
  return escapeText(text).replace(/\b(www)\./gi, "$1&#46;");
}
