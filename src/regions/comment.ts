import { matchParts } from "../sequence/match-parts.ts";

/** How the pages of a target write comments; it also determines how they write headings and code. */
export type CommentSyntax = keyof typeof COMMENTS;

const COMMENTS = {
  /** Markdown */
  html: ["<!-- ", " -->"],
  /** MDX, where an HTML comment is an error */
  mdx: ["{/* ", " */}"],
  asciidoc: ["// ", ""],
} as const;

export function writeComment(syntax: CommentSyntax, text: string): string {
  const [open, close] = COMMENTS[syntax];
  return open + text + close;
}

/** The comment syntax of the first line that looks like a marker; HTML comments if there is none. */
export function detectSyntax(page: string): CommentSyntax {
  const [, opening] = matchParts(/^\uFEFF?[ \t]*(<!--|\{\/\*|\/\/) wirewalk:/m, page);
  if (opening === "//") return "asciidoc";
  return opening === "{/*" ? "mdx" : "html";
}
