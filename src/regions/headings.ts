/** The first line of a generated heading, after its anchor if that precedes it: `### (7) GET /image`. */
export const NUMBERED_HEADING = /^\s*(?:(?:<a id="[^"]*"><\/a>|\([^)\s]+\)=|\[id="[^"]*"\])\s+)?[#=]{1,6} \((\d+)\) /;

/** The text of a heading, without its level and its ID. */
export const HEADING_TEXT = /^\s*(?:#{1,6}|={1,6}) (.+?)(?: \{#[^}\s]+\})?\s*$/m;

/** Markdown and AsciiDoc; `==` below a line of text is a heading that began above. */
export const PAGE_HEADING = /^ {0,3}(?:#{1,2}(?:\s|$)|={1,2} \S)/;

/** The id that a generated heading has, as its target writes it. */
export const ANCHOR = /\{#[^}\s]+\}|<a id="[^"]+"><\/a>|^\([^)\s]+\)=$|^\[id="[^"]+"\]$/m;

/** The visible text of a heading, whatever its target: without marks, code spans and escapes. */
export function toPlainHeading(title: string): string {
  return title
    .replace(/\s*\{#[^}\s]+\}\s*$/, "")
    .replaceAll(/<\/?(?:a|b|br|code|em|i|kbd|span|strong)\b[^>]*>/gi, "")
    .replaceAll(/[`*]/g, "")
    .replaceAll(/\\(?=[^\w\s])/g, "")
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replaceAll(/&(?:#(\d+)|(amp|lt|gt|quot));/g, (_whole, code: string | undefined, name: string) =>
      code === undefined ? (NAMED[name] ?? "") : String.fromCodePoint(Math.min(Number(code), 0x10_ff_ff)),
    )
    .replaceAll(/\s+/g, " ")
    .trim();
}

/** References to characters that escapers write by name. */
const NAMED: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"' };
