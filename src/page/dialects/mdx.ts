import {
  encodeAddress,
  escapeImageText,
  escapeText,
  INVISIBLE_SPACE,
  toEntity,
  toImage,
  writeFence,
} from "../escape.ts";
import { showOnOneLine } from "../visible-text.ts";
import type { Dialect } from "./dialect.ts";
import { ADDRESS, gfm, quoteInCode } from "./gfm.ts";
import { TYPOGRAPHIC } from "./myst.ts";

/** Docusaurus rewrites admonitions and heading ids by patterns before it parses, so inside code too. */
export const docusaurus: Dialect = {
  ...gfm,
  sets: ["common", "mdx", "docusaurus"],
  comment: "mdx",
  text: (text) => breakHeadingIds(escapeMdx(text, EMOJI)),
  link: (text, address) => `[${docusaurus.text(text)}](${encodeAddress(address)})`,
  image: writeLabelledImage,
  fence: (lines, info, indent) => writeFence(lines.map(breakDirectives).join("\n"), info, indent),
  notes: { note: "note", warning: "warning", failure: "danger" },
};

export const starlight: Dialect = {
  ...docusaurus,
  sets: ["common", "mdx", "starlight"],
  text: (text) => escapeMdx(text, TYPOGRAPHIC),
  link: (text, address) => `[${starlight.text(text)}](${encodeAddress(address)})`,
  image: (alt, address) => `![${breakRuns(escapeImageText(alt))}](${encodeAddress(address)})`,
  fence: gfm.fence,
  notes: { note: "note", warning: "caution", failure: "danger" },
};

/** Docusaurus puts pictures for them, even where their characters are escaped. */
const EMOJI = /:[-+\w]+:/;

/** A brace would begin JavaScript. @param rewritten text that the target changes everywhere except in code */
function escapeMdx(text: string, rewritten: RegExp): string {
  if (ADDRESS.test(text) || rewritten.test(text)) return quoteInCode(text);
  return escapeText(text).replace(/[{}]/g, toEntity);
}

/** Docusaurus escapes these characters of an image's text twice, so that they are read out as `&#39;`. */
function writeLabelledImage(alt: string, address: string): string {
  if (!/[&<>"']/.test(alt)) return toImage(alt, address);
  return `<span role="img" aria-label={${JSON.stringify(showOnOneLine(alt).trim())}}>![](${encodeAddress(address)})</span>`;
}

/** Dashes and dots that become one character, in the text of an image too, where code is not allowed. */
function breakRuns(escaped: string): string {
  return escaped.replaceAll(/-(?=-)|\.(?=\.)/g, `$&${INVISIBLE_SPACE}`);
}

/** They are taken from the end of a heading whether its characters are escaped, or code, or not. */
function breakHeadingIds(escaped: string): string {
  return escaped.replace(/(?:\{|&#123;)(?=#|&#35;)/g, `$&${INVISIBLE_SPACE}`);
}

function breakDirectives(line: string): string {
  if (/^#{1,6}(?!#)/.test(line)) return line.replaceAll("{#", `{${INVISIBLE_SPACE}#`);
  return line
    .replace(/^([\s>]*:)(?=::)/, `$1${INVISIBLE_SPACE}`)
    .replace(/^( *`{3,} *mdx)(?=-code-block)/, `$1${INVISIBLE_SPACE}`);
}
