import { escapeQuoted, escapeText, toCodeSpan, toFence, toImage, toLink } from "../escape.ts";
import type { Dialect } from "./dialect.ts";

/** MkDocs Material, and Zensical, which reads the same pages. */
export const mkdocs: Dialect = {
  sets: ["common", "mkdocs"],
  comment: "html",
  text: escapeText,
  quoted: escapeQuoted,
  code: toCodeSpan,
  link: toLink,
  image: toImage,
  hasImagePairs: true,
  fence: toFence,
  title: (level, text, id) => `${"#".repeat(level)} ${text}${id === undefined ? "" : ` {#${id}}`}`,
  notes: { note: "note", warning: "warning", failure: "failure" },
};
