import { matchParts } from "../../sequence/match-parts.ts";
import { splitLines } from "../../sequence/split-lines.ts";
import { createFenceTracker } from "../fence-tracker.ts";
import { ANCHOR, toPlainHeading } from "../headings.ts";
import type { PagePart } from "../parse-page.ts";
import { findTabsEnd } from "./containers.ts";
import { lineAt } from "./line-at.ts";

/** A line of a page to adopt. */
export interface PageLine {
  /** With its line end. */
  readonly raw: string;
  /** Without blanks at its end. */
  readonly text: string;
  readonly isCode: boolean;
  /** Whether markers own it already. */
  readonly isMarked: boolean;
}

/** Lines by their index from 0; both ends included. */
export interface Span {
  readonly first: number;
  readonly last: number;
}

/** Whether the lines overlap with none of the others. */
export function isApart({ first, last }: Span, others: Iterable<Span>): boolean {
  return Array.from(others).every((other) => last < other.first || first > other.last);
}

/** As the page ends its lines. */
export function lineEndOf(lines: readonly PageLine[]): "\n" | "\r\n" {
  return lines.some(({ raw }) => raw.endsWith("\r\n")) ? "\r\n" : "\n";
}

export interface PageHeading extends Span {
  /** 1 to 6; 7 for a line in bold that serves as a heading. */
  readonly level: number;
  /** Without marks, code spans and escapes. */
  readonly text: string;
}

export function readPageLines(parts: readonly PagePart[]): readonly PageLine[] {
  return parts.flatMap(({ kind, text, syntax }) => {
    const fences = createFenceTracker(syntax);
    const isMarked = kind !== "prose";
    return splitLines(text).map((raw) => {
      return { raw, text: raw.trimEnd(), isCode: fences.isCode(raw), isMarked };
    });
  });
}

/** Headings outside code, tabs and regions, each with the id that precedes it. */
export function listHeadings(lines: readonly PageLine[]): readonly PageHeading[] {
  const start = findFrontMatterEnd(lines);
  const headings: PageHeading[] = [];
  // `== Header` is a heading of AsciiDoc, and a tab of VitePress.
  const isMarkdown = lines.some(({ text, isCode }, index) => index >= start && !isCode && /^ {0,3}#{1,6} /.test(text));
  for (let index = start; index < lines.length; index += 1) {
    const end = lines[index]?.isCode === true ? undefined : findTabsEnd(lines, index);
    if (end !== undefined) {
      index = end;
      continue;
    }
    const heading = readHeading(lines, index);
    if (isMarkdown && heading !== undefined && lines[index]?.text.trimStart().startsWith("=") === true) continue;
    if (heading === undefined) continue;
    headings.push({ ...heading, first: findAnchorAbove(lines, index) ?? index });
    index = heading.last;
  }
  return headings;
}

/** How many lines precede the page itself. */
export function findFrontMatterEnd(lines: readonly PageLine[]): number {
  if (lines[0]?.text.replace(/^\uFEFF/, "") !== "---") return 0;
  const end = lines.findIndex(({ text }, index) => index > 0 && (text === "---" || text === "..."));
  return end + 1;
}

function readHeading(lines: readonly PageLine[], index: number): Omit<PageHeading, "first"> | undefined {
  const line = lines[index];
  if (line === undefined || line.isCode || line.isMarked || line.text === "") return undefined;
  // `=== "Header"` is a tab.
  const [, marks = "", title] = matchParts(/^ {0,3}(#{1,6}|={1,6}(?! +["'])) +(\S.*?)(?: +#+)?$/, line.text);
  if (title !== undefined) return { level: marks.length, last: index, text: toPlainHeading(title) };
  const [, bold] = matchParts(/^(?:\*\*|__)([^*_].*?)(?:\*\*|__):?$/, line.text);
  if (bold !== undefined && /^\(\d+\)|\b[A-Z]{3,7}\s+\S*\//.test(toPlainHeading(bold)))
    return { level: BOLD, last: index, text: toPlainHeading(bold) };
  const below = lines[index + 1];
  if (below === undefined || below.isCode || !/^(?:={2,}|-{2,})$/.test(below.text)) return undefined;
  if (/^(?:[-*+>|!:=#]|\d+[.)] | {4})/.test(line.text) || /\S/.test(lineAt(lines, index - 1).text)) return undefined;
  return { level: below.text.startsWith("=") ? 1 : 2, last: index + 1, text: toPlainHeading(line.text) };
}

const BOLD = 7;

/** For a target that writes IDs on a separate line. */
function findAnchorAbove(lines: readonly PageLine[], index: number): number | undefined {
  for (let above = index - 1; above >= Math.max(0, index - 2); above -= 1) {
    const line = lines[above];
    if (line === undefined || line.isMarked || line.isCode) return undefined;
    if (line.text !== "") return ANCHOR.test(line.text) && !line.text.startsWith("#") ? above : undefined;
  }
  return undefined;
}
