import { matchedText } from "../../sequence/matched-text.ts";
import { encodeAddress, INVISIBLE_SPACE, toEntity } from "../escape.ts";
import { showOnOneLine } from "../visible-text.ts";
import type { Dialect } from "./dialect.ts";

/** AsciiDoc as Asciidoctor and Antora read it. */
export const asciidoc: Dialect = {
  sets: ["common", "asciidoc"],
  comment: "asciidoc",
  text: (text) => escapeAsciiDoc(showOnOneLine(text).trim()),
  quoted: (text) => escapeAsciiDoc(showOnOneLine(text)),
  code: (text) => `\`\`${escapeAsciiDoc(showOnOneLine(text))}\`\``,
  // Two plus signs would end the address.
  link: (text, address) =>
    `link:++${encodeAddress(address).replaceAll("+", "%2B")}++[${escapeAsciiDoc(showOnOneLine(text).trim())}]`,
  image: (alt, address) =>
    `image::${encodeAddress(address).replaceAll("+", "%2B")}["${escapeAsciiDoc(showOnOneLine(alt).trim())}"]`,
  hasImagePairs: false,
  fence: writeListing,
  title: (level, text, id) => `${id === undefined ? "" : `[id="${id}"]\n`}${"=".repeat(level)} ${text}`,
  notes: { note: "NOTE", warning: "WARNING", failure: "CAUTION" },
};

/** No substitution affects a character reference. */
function escapeAsciiDoc(text: string): string {
  return text.replace(/[!"#$%&'()*+:;<=>@[\\\]^_`{|}~]|-(?=[->])|(?<=-)-|\.(?=\.)|(?<=\.)\.|^[-. ]| $/g, toEntity);
}

/** Its delimiters are longer than any line of hyphens inside. @param info the content of the brackets above */
function writeListing(lines: readonly string[], info: string): string {
  const runs = lines.map((line) => matchedText(/^-+(?=\s*$)/, line).length);
  const delimiter = "-".repeat(runs.reduce((longest, run) => Math.max(longest, run + 1), 4));
  return [`[${info}]`, delimiter, ...lines.map(escapeDirective), delimiter].join("\n");
}

/** Includes and conditionals also act inside listings; a backslash prevents that, if there is none yet. */
function escapeDirective(line: string): string {
  if (/^\\+(?:include|ifdef|ifndef|ifeval|endif)::/.test(line)) return line.replace("::", `:${INVISIBLE_SPACE}:`);
  return line.replace(/^(?=(?:include|ifdef|ifndef|ifeval|endif)::\S*\[.*\]\s*$)/, "\\");
}
