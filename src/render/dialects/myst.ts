import { encodeAddress, escapeText } from "../escape.ts";
import { showOnOneLine } from "../visible-text.ts";
import type { Dialect } from "./dialect.ts";
import { gfm } from "./gfm.ts";

/** Sphinx with MyST. */
export const myst: Dialect = {
  ...gfm,
  sets: ["common", "myst"],
  text: escapeMyst,
  link: (text, address) => `[${escapeMyst(text)}](${encodeAddress(address)})`,
  title: (level, text, id) => `${id === undefined ? "" : `(${id})=\n`}${"#".repeat(level)} ${text}`,
  notes: { note: "note", warning: "warning", failure: "error" },
};

/** Sphinx makes quotes and dashes typographic everywhere but in code. */
function escapeMyst(text: string): string {
  return TYPOGRAPHIC.test(text) ? gfm.code(showOnOneLine(text).trim()) : escapeText(text);
}

const TYPOGRAPHIC = /["'\\]|--|\.\.\./;
