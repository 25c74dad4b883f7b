import { matchedText } from "../../sequence/matched-text.ts";
import { splitLines } from "../../sequence/split-lines.ts";
import { textAt } from "../../sequence/text-at.ts";
import { isRegion } from "../marked-parts.ts";
import { readArrowRange } from "../numbering.ts";
import { type PagePart, parsePage, type Region } from "../parse-page.ts";
import { nameRegion, writeEmptyRegion } from "../regions.ts";
import { toSectionKey } from "../sections.ts";
import { lineAt } from "./line-at.ts";
import { findFrontMatterEnd, isApart, lineEndOf, listHeadings, type PageLine, type Span } from "./page-lines.ts";
import { findRangeNote, type Proposal } from "./propose.ts";

/**
 * Puts the markers of all regions into a page: around existing text, and empty ones, which a merge fills, where the
 * page lacks something. Every line of the author stays.
 */
export function putMarkers(proposal: Proposal, generated: readonly PagePart[]): string {
  const { lines } = proposal;
  const lineEnd = lineEndOf(lines);
  const marks = placeMarks(proposal, generated.filter(isRegion));
  const pieces: string[] = [];
  let at = 0;
  const isBlankAbove = (): boolean => pieces.length === 0 || /(?:^|\n)[ \t]*\r?\n$/.test(pieces.slice(-2).join(""));
  const write = (line: string): void => {
    const last = pieces.at(-1);
    if (last !== undefined && !last.endsWith("\n")) pieces.push(lineEnd);
    pieces.push(line + lineEnd);
  };
  for (const { region, span } of marks) {
    for (; at < span.first; at += 1) pieces.push(lineAt(lines, at).raw);
    const own = lines.slice(span.first, span.last + 1).map(({ raw }) => raw);
    const indent = matchedText(/^[ \t]*/, textAt(own, 0));
    const [begin, end] = writeEmptyRegion(region.id, region.syntax);
    if (!isBlankAbove()) write("");
    write(indent + begin);
    if (own.length > 0) {
      write("");
      pieces.push(...own);
      write("");
    }
    write(indent + end);
    at = span.last + 1;
    if (lineAt(lines, at).text !== "") write("");
  }
  for (; at < lines.length; at += 1) pieces.push(lineAt(lines, at).raw);
  return pieces.join("");
}

interface Mark {
  readonly region: Region;
  /** Lines that it goes around; an empty one has `last` before `first`. */
  readonly span: Span;
}

/** Where each region goes that the page does not have, from top to bottom. */
function placeMarks(proposal: Proposal, generated: readonly Region[]): readonly Mark[] {
  const { lines, sections } = proposal;
  const marked = findMarked(lines);
  const missing = generated.filter(({ id }) => !marked.has(nameRegion(id)));
  const around = new Map<string, Span>();
  for (const region of missing) {
    const span = findSpan(region, proposal);
    if (span !== undefined && isApart(span, around.values())) around.set(nameRegion(region.id), span);
  }
  const known = new Map([...marked, ...around]);
  const marks: Mark[] = [];
  let above: { readonly key: string | undefined; readonly line: number } | undefined;
  for (const [index, region] of generated.entries()) {
    const name = nameRegion(region.id);
    const key = toSectionKey(region.id);
    const span = known.get(name);
    if (span !== undefined) {
      if (around.has(name)) marks.push({ region, span });
      const section = sections.get(key === undefined ? "" : `step=${key.replace(" ", " part=")}`);
      above = { key, line: Math.max(span.last, section?.last ?? span.last) + 1 };
      continue;
    }
    const line = findGap({ lines, above, next: nextOf(generated.slice(index + 1), known), key });
    marks.push({ region, span: { first: line, last: line - 1 } });
    above = { key, line };
  }
  return marks.toSorted((a, b) => a.span.first - b.span.first);
}

function findMarked(lines: readonly PageLine[]): ReadonlyMap<string, Span> {
  const marked = new Map<string, Span>();
  for (const { id, line, text } of parsePage(lines.map(({ raw }) => raw).join("")).filter(isRegion))
    marked.set(nameRegion(id), { first: line - 1, last: line + splitLines(text).length - 2 });
  return marked;
}

function findSpan({ id, inner }: Region, proposal: Proposal): Span | undefined {
  const { places, leftOut } = proposal;
  const name = nameRegion(id);
  const place = places.get(name);
  if (place !== undefined || !id.part.endsWith(".omitted")) return place;
  const range = readArrowRange(inner);
  const run = leftOut.find(({ first, last }) => first.number === range.from && last.number === range.to);
  return run?.note ?? findRangeNote(range, proposal);
}

function nextOf(later: readonly Region[], known: ReadonlyMap<string, Span>): Span | undefined {
  return later.map(({ id }) => known.get(nameRegion(id))).find((span) => span !== undefined);
}

interface Gap {
  readonly lines: readonly PageLine[];
  /** After the preceding region. */
  readonly above: { readonly key: string | undefined; readonly line: number } | undefined;
  /** The next region that is there. */
  readonly next: Span | undefined;
  readonly key: string | undefined;
}

/** After what precedes it; the first part of a series of steps goes before the next of them, below the existing heading. */
function findGap({ lines, above, next, key }: Gap): number {
  const floor = above?.line ?? 0;
  const beginsSteps = key !== undefined && above?.key === undefined;
  if (beginsSteps && next !== undefined && next.first >= floor) return next.first;
  if (above !== undefined) return Math.min(floor, lines.length);
  const [title] = listHeadings(lines);
  return title?.level === 1 ? title.last + 1 : findFrontMatterEnd(lines);
}
