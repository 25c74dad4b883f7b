import { encodeAddress, escapeText } from "../escape.ts";
import type { Dialect } from "./dialect.ts";
import { gfm, quoteInCode } from "./gfm.ts";

/** Sphinx with MyST. */
export const myst: Dialect = {
  ...gfm,
  sets: ["common", "myst"],
  text: escapeMyst,
  // A label of the same page is named without `#`, which means a heading's own name in myst-parser before 1.0.
  link: (text, address) => `[${escapeMyst(text)}](${encodeAddress(address.replace(/^#/, ""))})`,
  title: (level, text, id) => `${id === undefined ? "" : `(${id})=\n`}${"#".repeat(level)} ${text}`,
  notes: { note: "note", warning: "warning", failure: "error" },
};

function escapeMyst(text: string): string {
  return TYPOGRAPHIC.test(text) ? quoteInCode(text) : escapeText(text);
}

/** Characters that Sphinx and Astro make typographic everywhere except in code: quotes, dashes, dots. */
export const TYPOGRAPHIC = /["'\\]|--|\.\.\./;
