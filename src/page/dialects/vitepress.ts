import { encodeAddress, escapeQuoted, escapeText, INVISIBLE_SPACE, toEntity, writeFence } from "../escape.ts";
import type { Dialect } from "./dialect.ts";
import { ADDRESS, gfm } from "./gfm.ts";
import { mkdocs } from "./mkdocs.ts";

/** Markdown whose HTML is then a Vue template: text between two braces runs while the site is built. */
export const vitepress: Dialect = {
  ...gfm,
  sets: ["common", "vitepress"],
  text: escapeVitePress,
  code: (text) => hideFromVue(gfm.code(text)),
  link: (text, address) => `[${escapeVitePress(text)}](${encodeAddress(address)})`,
  // Its Markdown drops references to characters from the text of an image, and Vue finds files of tags too.
  image: (alt, address) => `<img src="${encodeAddress(address)}" alt="${escapeQuoted(alt)}">`,
  fence: (lines, info, indent) => writeFence(lines.map(breakDirectives).join("\n"), info, indent),
  title: mkdocs.title,
  notes: { note: "info", warning: "warning", failure: "danger" },
};

/** Braces at the end would be attributes. */
function escapeVitePress(text: string): string {
  if (ADDRESS.test(text)) return hideFromVue(keepScriptOpen(gfm.text(text)));
  const escaped = keepScriptOpen(escapeText(text).replace(/[{}]/g, toEntity));
  return text.includes("{{") ? wrap(escaped) : escaped;
}

/** VitePress writes the first heading into a script, as JSON, where such a tag would end it. */
function keepScriptOpen(escaped: string): string {
  return escaped.replaceAll(/(?<=<|&#60;)(?=\/script)/gi, INVISIBLE_SPACE);
}

function hideFromVue(code: string): string {
  return code.includes("{") ? wrap(code) : code;
}

function wrap(text: string): string {
  return `<span v-pre>${text}</span>`;
}

/** Files are included, and marks of lines taken out, inside code too. */
function breakDirectives(line: string): string {
  return line.replace(/(<!--\s*@)(?=include)|(\[!)(?=code)/g, `$&${INVISIBLE_SPACE}`);
}
