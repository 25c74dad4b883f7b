/**
 * One escaper for each place of a MkDocs page where recorded text lands (docs/notes/mkdocs.md has the hazards).
 * Each gives back what makes the built page show exactly the given text, invisible characters made visible.
 */
import { showOnOneLine } from "./visible-text.ts";

/** Plain text in a heading, a link's text or a sentence. Paths with placeholders stay readable: `/images/{image_id}`. */
export function escapeText(text: string): string {
  return showOnOneLine(text).trim().replace(SPECIAL_IN_TEXT, toEntity);
}

const SPECIAL_IN_TEXT = new RegExp(
  [
    /[!"#$&'()*+:<>@[\\\]^`|~]/u,
    // Emphasis, unless inside a word.
    /(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/u,
    // ==mark==, =/=
    /(?<![\p{L}\p{N}}_])=|=(?![\p{L}\p{N}{%])/u,
    // {{ macro }}, {% macro %}, {--critic--}
    /(?<=\{)\{|\{(?=[%-])/u,
    // Smart symbols: 1/2, c/o, 1st
    /(?<=(?<!\d)[1-7])\/(?=[2-68](?!\d))|(?<=\bc)\/(?=o\b)/u,
    /(?<=\d(?:s|n|r|t))[tdh]\b/u,
  ]
    .map(({ source }) => source)
    .join("|"),
  "gu",
);

/** Text inside the quotes of a fence's `title="…"` or a tab's label; the tools put it into the page as HTML. */
export function escapeQuoted(text: string): string {
  return showOnOneLine(text).replace(/[&<>"`{\\*]/g, toEntity);
}

/** A code span, with delimiters longer than any run of backticks inside. */
export function toCodeSpan(text: string): string {
  return writeCodeSpan(breakCritic(showOnOneLine(text)));
}

/** The same of text that is ready to be shown. */
export function writeCodeSpan(shown: string): string {
  const delimiter = "`".repeat(longestRun(shown) + 1);
  const padding = /^`|`$/.test(shown) || shown.trim() === "" ? " " : "";
  return delimiter + padding + shown + padding + delimiter;
}

/** A link to a page or an address. */
export function toLink(text: string, url: string): string {
  return `[${escapeText(text)}](${encodeAddress(url)})`;
}

/** An image. */
export function toImage(alt: string, url: string): string {
  return `![${escapeImageText(alt)}](${encodeAddress(url)})`;
}

/** The text of an image is an attribute, in which braces may begin an expression. */
export function escapeImageText(alt: string): string {
  return escapeText(alt).replace(/[{}]/g, toEntity);
}

/** An address without what would end it. */
export function encodeAddress(url: string): string {
  return showOnOneLine(url).replace(/[\s<>()"'`\\{|}*]/g, (character) => {
    return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;
  });
}

/**
 * A fenced code block without a final line end, its fence longer than any run of backticks inside. No blank after the fence: formatters
 * would remove it.
 *
 * @param indent columns that every line moves to the right; empty lines stay empty
 */
export function toFence(lines: readonly string[], info: string, indent: number): string {
  const space = " ".repeat(indent);
  const text = lines.join(`\n${space}`);
  const hasDirective = text.includes("-8<-") || CRITIC.test(text);
  // A break within a line would leave its rest outside of the columns.
  if (hasDirective || lines.some((line) => line.includes("\n")))
    return writeFence(lines.map(breakDirectives).join("\n"), info, indent);
  return enclose(space + text, info, space);
}

/** The same of text that is ready to be shown. */
export function writeFence(text: string, info: string, indent = 0): string {
  const space = " ".repeat(indent);
  return enclose(space + text.replaceAll("\n", `\n${space}`), info, space);
}

/** @param indented lines that are in their columns; of an empty one nothing stays */
function enclose(indented: string, info: string, space: string): string {
  const fence = "`".repeat(Math.max(3, longestRun(indented) + 1));
  const hasEmpty =
    indented.startsWith(`${space}\n`) || indented.includes(`\n${space}\n`) || indented.endsWith(`\n${space}`);
  return `${space}${fence}${info}\n${hasEmpty ? indented.replaceAll(/^ +$/gm, "") : indented}\n${space}${fence}`;
}

/** What looks like a directive is broken by an invisible space: a snippet line would inline a file even inside a fence. */
function breakDirectives(line: string): string {
  return breakCritic(line.replace(/^(\s*-+8)(?=<-+(?:\s|$))/, `$1${INVISIBLE_SPACE}`));
}

/** Critic marks (`{++ … ++}`) are rewritten even inside code. */
function breakCritic(text: string): string {
  return CRITIC.test(text) ? text.replace(/\{(?=\+\+|--|==|>>|~~)/g, `{${INVISIBLE_SPACE}`) : text;
}

const CRITIC = /\{(?:\+\+|--|==|>>|~~)/;
/** Zero columns wide; it breaks what looks like a directive. */
export const INVISIBLE_SPACE = "\u200B";

function longestRun(text: string): number {
  if (!text.includes("`")) return 0;
  return Math.max(...Array.from(text.matchAll(/`+/g), ([run]) => run.length));
}

export function toEntity(character: string): string {
  return character === "&" ? "&amp;" : `&#${character.codePointAt(0)};`;
}
