import { onlyKnown } from "../../json/only-known.ts";
import { mapKnown } from "../../sequence/map-known.ts";
import { matchParts } from "../../sequence/match-parts.ts";
import { isRegion } from "../marked-parts.ts";
import type { PagePart } from "../parse-page.ts";
import { nameRegion } from "../regions.ts";
import { type AdoptedArrow, type AdoptedTrace, toHeadingName } from "./adopted-arrow.ts";
import { type Block, joinBlocks, listBlocks, readBlock } from "./find-blocks.ts";
import { findExact } from "./find-exact.ts";
import { findPageParts, textsOf } from "./find-page-parts.ts";
import { lineAt } from "./line-at.ts";
import { type MatchedHeading, matchHeadings } from "./match-headings.ts";
import { type PageHeading, type PageLine, type Span, isApart, listHeadings, readPageLines } from "./page-lines.ts";

/** The parts that a page already shows, and those that it omits. */
export interface Proposal {
  readonly lines: readonly PageLine[];
  /** Lines that a region goes around, by its name. */
  readonly places: ReadonlyMap<string, Span>;
  /** Lines that belong to half a step, by the name of its first region, from its heading to what follows. */
  readonly sections: ReadonlyMap<string, Span>;
  /** Runs of arrows that the page does not show, with the note about them. */
  readonly leftOut: readonly LeftOutRun[];
  /** Whether headings have the numbers of arrows. */
  readonly hasNumbers: boolean;
  readonly doubts: readonly Doubt[];
}

export interface LeftOutRun {
  readonly first: AdoptedArrow;
  readonly last: AdoptedArrow;
  readonly note?: Span;
  readonly link?: { readonly page: string; readonly title: string };
}

/** Assumptions that may be wrong. */
export interface Doubt {
  /** Name of the region that goes around the lines. */
  readonly region: string;
  /** From 1. */
  readonly line: number;
  readonly question: string;
}

/** @param refused names of regions whose assumed place the user rejected */
export function proposeAdoption(
  parts: readonly PagePart[],
  trace: AdoptedTrace,
  refused: ReadonlySet<string> = new Set(),
): Proposal {
  const lines = readPageLines(parts);
  const marked = new Set(parts.filter(isRegion).map(({ id }) => nameRegion(id)));
  const isOpen = (arrow: AdoptedArrow): boolean => {
    const name = toHeadingName(arrow);
    return !marked.has(name) && !refused.has(name);
  };
  const headings = listHeadings(lines);
  const matched = matchHeadings(headings, trace.arrows.filter(isOpen));
  const places = new Map<string, Span>();
  const sections = new Map<string, Span>();
  const doubts: Doubt[] = matched.filter(({ isSure }) => !isSure).map(doubtHeading);
  for (const [index, one] of matched.entries()) {
    const section = toSection(lines, headings, { one, next: matched[index + 1] });
    placeHalves({ lines, headings, section, one, trace, isOpen, places, sections, doubts });
  }
  const taken = Array.from(sections.values(), ({ first, last }) => ({ first, last }));
  for (const [name, span] of findPageParts(lines, trace, taken))
    if (!marked.has(name) && !refused.has(name)) places.set(name, span);
  const shown = new Set([...marked, ...places.keys()]);
  return {
    lines,
    places,
    sections,
    leftOut: findLeftOut(lines, trace.arrows, shown).map((run) => withNote(run, { lines, sections, places })),
    hasNumbers: matched.length === 0 ? marked.size > 0 : hasArrowNumbers(matched),
    doubts,
  };
}

/** `(7)` is the number of an arrow. `7.` may count calls or chapters, unless each such number is that of its arrow. */
function hasArrowNumbers(matched: readonly MatchedHeading[]): boolean {
  if (matched.some(({ heading }) => /^\(\d+\)/.test(heading.text))) return true;
  const counted = matched.flatMap(({ heading, arrow }) => {
    const [, number] = matchParts(/^(?:\p{L}+ )?#?\[?(\d{1,6})(?:[.):\]]|(?= - | – | — ))(?=\s)/u, heading.text);
    return number === undefined ? [] : [Number(number) === arrow.number];
  });
  return counted.length > 0 && counted.every(Boolean);
}

function doubtHeading({ heading, arrow }: MatchedHeading): Doubt {
  const what =
    arrow.kind === "request" ? `${arrow.method} ${arrow.path}` : `the response to ${arrow.method} ${arrow.path}`;
  return {
    region: toHeadingName(arrow),
    line: heading.last + 1,
    question: `"${heading.text}" is read as (${arrow.number}), ${what}`,
  };
}

interface Neighbours {
  readonly one: MatchedHeading;
  readonly next: MatchedHeading | undefined;
}

/** A section ends at the next heading of the same or a higher level, or at the next heading of an arrow. */
function toSection(lines: readonly PageLine[], headings: readonly PageHeading[], { one, next }: Neighbours): Span {
  const { heading } = one;
  const behind = headings.find(({ first, level }) => first > heading.last && level <= heading.level);
  const marked = lines.findIndex(({ isMarked }, index) => isMarked && index > heading.last);
  const ends = [next?.heading.first, behind?.first, marked === -1 ? undefined : marked, lines.length];
  let last = Math.min(...ends.filter((end) => end !== undefined)) - 1;
  while (last > heading.last && lines[last]?.text === "") last -= 1;
  return { first: heading.first, last };
}

interface Halves extends Pick<Proposal, "lines"> {
  readonly headings: readonly PageHeading[];
  readonly section: Span;
  readonly one: MatchedHeading;
  readonly trace: AdoptedTrace;
  readonly isOpen: (arrow: AdoptedArrow) => boolean;
  readonly places: Map<string, Span>;
  readonly sections: Map<string, Span>;
  readonly doubts: Doubt[];
}

/** A request, and also its response if the page has both below one heading. */
function placeHalves({ lines, headings, section, one, trace, isOpen, places, sections, doubts }: Halves): void {
  const { heading, arrow } = one;
  const name = toHeadingName(arrow);
  const textOf = (region: string): readonly string[] => trace.texts.get(region) ?? [];
  places.set(name, findExact(lines, textOf(name), section) ?? { first: heading.first, last: heading.last });
  const exact = findExact(lines, textOf(`${name}.io`), { first: heading.last + 1, last: section.last });
  const blocks = listBlocks(lines, { first: heading.last + 1, last: section.last });
  const spans = joinBlocks(lines, blocks);
  const [io, later] = spans;
  sections.set(name, section);
  if (exact !== undefined) places.set(`${name}.io`, exact);
  if (exact !== undefined || io === undefined) return;
  places.set(`${name}.io`, io);
  const own = findOwnTabs(lines, blocks, io);
  if (own !== undefined) {
    doubts.push({
      region: `${name}.io`,
      line: own.line + 1,
      question: `the tabs ${own.labels} are read as headers and body; writing the page replaces all of them`,
    });
  }
  const answer = trace.arrows.find(
    ({ step, kind }) => step === arrow.step && kind === "response" && kind !== arrow.kind,
  );
  if (later === undefined || answer === undefined || !isOpen(answer)) return;
  const between = headings.find(({ first }) => first > io.last && first < later.first && isAnswerHeading(lines, first));
  const isSaid =
    between !== undefined ||
    textsOf(lines, { first: io.last + 1, last: Math.min(later.first + 1, later.last) }).some((text) =>
      ANSWER.test(text),
    );
  const answerName = toHeadingName(answer);
  if (between !== undefined) places.set(answerName, { first: between.first, last: between.last });
  places.set(`${answerName}.io`, later);
  sections.set(name, { first: section.first, last: (between?.first ?? later.first) - 1 });
  sections.set(answerName, { first: between?.first ?? io.last + 1, last: section.last });
  if (isSaid) return;
  const question = `this is read as the response to ${arrow.method} ${arrow.path}`;
  doubts.push({ region: answerName, line: later.first + 1, question });
}

const ANSWER =
  /\b(?:response|answer|reply|returns?|responds|antwort|HTTP\/[\d.]+ \d{3})\b|응답|レスポンス|応答|\b[1-5]\d\d [A-Z]/i;

function isAnswerHeading(lines: readonly PageLine[], index: number): boolean {
  return ANSWER.test(lineAt(lines, index).text);
}

/** Tabs of which at least one is the author's, because there are more than header and body. */
function findOwnTabs(
  lines: readonly PageLine[],
  blocks: readonly Block[],
  io: Span,
): { readonly line: number; readonly labels: string } | undefined {
  for (const block of blocks) {
    if (block.kind !== "tabs" || block.first < io.first || block.last > io.last) continue;
    const labels = textsOf(lines, block).flatMap((text) => {
      const label = mapKnown(TAB, (pattern) => matchParts(pattern, text)[1])[0];
      return label === undefined ? [] : [`"${label}"`];
    });
    if (labels.length > 2) return { line: block.first, labels: labels.join(", ") };
  }
  return undefined;
}

/** The line that begins a tab, with its label. */
const TAB = [
  /^\s*===[!+]* ["']([^"']*)["']/,
  /^\s*<[\w.-]*[Tt]ab[\w.-]*\s[^>]*\b(?:label|title|name)=\{?["']([^"']*)["']/,
  /^\s*\{\{?[%<]-?\s*tab\s[^"']*["']([^"']*)["']/,
  /^\s*:{3,}\s*\{?tab(?:-item)?\}?\s+(.+)$/,
];

/** Runs of arrows of steps that the page does not show at all. */
function findLeftOut(
  lines: readonly PageLine[],
  arrows: readonly AdoptedArrow[],
  shown: ReadonlySet<string>,
): readonly LeftOutRun[] {
  const steps = new Set(
    arrows
      .filter((arrow) => shown.has(toHeadingName(arrow)) || shown.has(`${toHeadingName(arrow)}.io`))
      .map(({ step }) => step),
  );
  if (steps.size === 0 || lines.length === 0) return [];
  const runs: AdoptedArrow[][] = [];
  let isOpen = false;
  for (const arrow of arrows) {
    if (steps.has(arrow.step)) isOpen = false;
    else if (isOpen) runs.at(-1)?.push(arrow);
    else {
      runs.push([arrow]);
      isOpen = true;
    }
  }
  return runs.flatMap((run) => {
    const [first, last] = [run[0], run.at(-1)];
    return first === undefined || last === undefined ? [] : [{ first, last }];
  });
}

/** The note or paragraph about arrows that are shown elsewhere: `(1)-(6) as in [create](./create.md)`. */
function withNote(run: LeftOutRun, found: Found): LeftOutRun {
  const note = findRangeNote({ from: run.first.number, to: run.last.number }, found);
  if (note === undefined) return run;
  const [, title, page] = matchParts(LINK, textsOf(found.lines, note).join("\n"));
  const link = page === undefined || title === undefined || /^[a-z]+:/i.test(page) ? undefined : { page, title };
  return { ...run, note, ...onlyKnown({ link }) };
}

/** With or without a title, which may have parentheses in it. */
const LINK = /\[([^[\]]+)\]\(([^()\s]+)(?:\s+(?:"(?:[^"\\]|\\[^])*"|'(?:[^'\\]|\\[^])*'|\([^()]*\)))?\s*\)/;

type Found = Pick<Proposal, "lines" | "places" | "sections">;

interface Range {
  readonly from: number;
  readonly to: number;
}

/** The last block or paragraph with a range of numbers that is not another part. */
export function findRangeNote(range: Range, { lines, sections, places }: Found): Span | undefined {
  const taken = [...sections.values(), ...places.values()];
  return findRangeNotes(lines, range).findLast((span) => isApart(span, taken));
}

function findRangeNotes(lines: readonly PageLine[], { from, to }: Range): readonly Span[] {
  const range = new RegExp(`\\(${from}\\)\\s*[-~–]\\s*\\(${to}\\)|\\(${from}\\s*[-~–]\\s*${to}\\)`);
  const spans: Span[] = [];
  for (let first = 0; first < lines.length; first += 1) {
    const { text, isCode, isMarked } = lineAt(lines, first);
    if (text === "" || isCode || isMarked || /^\s*#/.test(text)) continue;
    const block = readBlock(lines, first, lines.length - 1);
    const last = block?.last ?? findParagraphEnd(lines, first);
    if (textsOf(lines, { first, last }).some((one) => range.test(one))) spans.push({ first, last });
    first = last;
  }
  return spans;
}

function findParagraphEnd(lines: readonly PageLine[], first: number): number {
  let last = first;
  for (let next = lines[last + 1]; next !== undefined; next = lines[last + 1]) {
    if (next.text === "" || next.isCode || next.isMarked) break;
    last += 1;
  }
  return last;
}
