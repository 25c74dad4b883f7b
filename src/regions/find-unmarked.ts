import { findText } from "../sequence/first-text.ts";
import { matchParts } from "../sequence/match-parts.ts";
import { splitLines } from "../sequence/split-lines.ts";
import { createFenceTracker } from "./fence-tracker.ts";
import { ANCHOR, HEADING_TEXT, NUMBERED_HEADING } from "./headings.ts";
import type { PagePart, Region } from "./parse-page.ts";
import { toSectionKey } from "./sections.ts";

/** Lines of the author with the content of a region, from 1; both ends included. */
export interface Lines {
  readonly first: number;
  readonly last: number;
}

/** Finds the parts of a page without markers: headings by their id or text, tabs and code by their first line. */
export function findUnmarked(page: readonly PagePart[], generated: readonly Region[]): ReadonlyMap<Region, Lines> {
  const lines = page.filter(({ kind }) => kind === "prose").flatMap(listLines);
  const names = indexHeadings(lines);
  const found = new Map<Region, Lines>();
  const headings = new Map<string | undefined, number>();
  for (const region of generated) {
    const key = toSectionKey(region.id);
    const heading = findHeading(names, region);
    if (heading !== undefined) headings.set(key, heading);
    const above = headings.get(key);
    const block = key === undefined || above !== undefined ? findBlock(lines, region, above ?? 0) : undefined;
    const place = heading === undefined ? block : { first: heading, last: heading };
    if (place !== undefined) found.set(region, place);
  }
  return found;
}

interface Line {
  readonly number: number;
  readonly text: string;
  readonly isCode: boolean;
}

function listLines({ text, line, syntax }: PagePart): readonly Line[] {
  const fences = createFenceTracker(syntax);
  return splitLines(text).map((raw, index) => ({
    number: line + index,
    text: raw.trimEnd(),
    isCode: fences.isCode(raw),
  }));
}

/** Lines by the ids and texts of headings in the author's prose; the first of each counts. */
function indexHeadings(lines: readonly Line[]): ReadonlyMap<string, number> {
  const names = new Map<string, number>();
  for (const { text, isCode, number } of lines) {
    if (isCode || !/[#=<([]/.test(text)) continue;
    for (const name of [ANCHOR.exec(text)?.[0], HEADING_TEXT.exec(text)?.[1]])
      if (name !== undefined && !names.has(name)) names.set(name, number);
  }
  return names;
}

function findHeading(names: ReadonlyMap<string, number>, { inner }: Region): number | undefined {
  if (!NUMBERED_HEADING.test(inner)) return undefined;
  const [anchor = ""] = matchParts(ANCHOR, inner);
  const [, text = ""] = matchParts(HEADING_TEXT, inner);
  return names.get(anchor) ?? names.get(text);
}

/** A code block, or tabs with everything that is indented below them, after a line and before the next heading. */
function findBlock(lines: readonly Line[], { inner }: Region, above: number): Lines | undefined {
  const wanted = squeeze(findText(splitLines(inner), (text) => text.trim() !== ""));
  if (!/^(?:===|```|~~~)/.test(wanted)) return undefined;
  const from = lines.findIndex(({ number }) => number > above);
  const behind = from === -1 ? [] : lines.slice(from);
  const next = above === 0 ? -1 : behind.findIndex(({ text, isCode }) => !isCode && /^#{1,6} /.test(text));
  const candidates = next === -1 ? behind : behind.slice(0, next);
  const start = candidates.findIndex(({ text }) => squeeze(text) === wanted);
  if (start === -1) return undefined;
  const isInside = wanted.startsWith("===") ? isOfTabs : ({ isCode }: Line): boolean => isCode;
  const rest = candidates.slice(start);
  const end = rest.findIndex((line) => !isInside(line));
  const block = end === -1 ? rest : rest.slice(0, end);
  const last = block.findLast(({ text }) => text !== "");
  return { first: rest[0]?.number ?? 0, last: last?.number ?? 0 };
}

function isOfTabs({ text }: Line): boolean {
  return text === "" || /^(?:\s|===)/.test(text);
}

/** Authors write "``` mermaid". */
function squeeze(text: string): string {
  return text.replaceAll(/\s+/g, "");
}
