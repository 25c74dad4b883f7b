import { encodeAddress, escapeText, INVISIBLE_SPACE, toEntity, writeFence } from "../escape.ts";
import type { Dialect } from "./dialect.ts";
import { ADDRESS, gfm } from "./gfm.ts";

/** Docusaurus rewrites admonitions and heading ids by patterns before it parses, so inside code too. */
export const docusaurus: Dialect = {
  ...gfm,
  sets: ["common", "mdx", "docusaurus"],
  comment: "mdx",
  text: escapeMdx,
  link: (text, address) => `[${escapeMdx(text)}](${encodeAddress(address)})`,
  fence: (lines, info, indent) => writeFence(lines.map(breakDirectives).join("\n"), info, indent),
  notes: { note: "note", warning: "warning", failure: "danger" },
};

export const starlight: Dialect = {
  ...docusaurus,
  sets: ["common", "mdx", "starlight"],
  fence: gfm.fence,
  notes: { note: "note", warning: "caution", failure: "danger" },
};

/** A brace would begin JavaScript. */
function escapeMdx(text: string): string {
  return ADDRESS.test(text) ? gfm.text(text) : escapeText(text).replace(/[{}]/g, toEntity);
}

function breakDirectives(line: string): string {
  return line
    .replace(/^(\s*:)(?=::)/, `$1${INVISIBLE_SPACE}`)
    .replace(/^(\s*#{1,6} .*\{)(?=#[^}]*\}\s*$)/, `$1${INVISIBLE_SPACE}`)
    .replace(/^(\s*`{3,}mdx)(?=-code-block)/, `$1${INVISIBLE_SPACE}`);
}
