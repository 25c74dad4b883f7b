import { writeFence } from "../escape.ts";
import type { Dialect } from "./dialect.ts";
import { gfm } from "./gfm.ts";

/** Sphinx with MyST. */
export const myst: Dialect = {
  ...gfm,
  sets: ["common", "myst"],
  text: escapeMyst,
  fence: (lines, info, indent) => writeFence(lines.join("\n"), info, indent),
  title: (level, text, id) => `${id === undefined ? "" : `(${id})=\n`}${"#".repeat(level)} ${text}`,
  notes: { note: "note", warning: "warning", failure: "error" },
};

/** Sphinx makes quotes and dashes typographic everywhere but in code. */
function escapeMyst(text: string): string {
  return /["']|--|\.\.\./.test(text) && text.trim() !== "" ? gfm.code(text.trim()) : gfm.text(text);
}
