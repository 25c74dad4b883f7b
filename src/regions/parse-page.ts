import { UserError } from "../errors.ts";
import { type CommentSyntax, detectSyntax } from "./comment.ts";
import { createFenceTracker, type FenceTracker } from "./fence-tracker.ts";
import { parseMarker, type Marker } from "./marker.ts";
import { type MarkerKind, nameRegion, type RegionId, writeMarker } from "./regions.ts";

/** A page in pieces; their texts, joined, are the page again, byte for byte. */
export type PagePart = Prose | Region | Orphan | StaleNumber;

/** Text of the author. */
export interface Prose {
  readonly kind: "prose";
  readonly text: string;
  /** 1-based. */
  readonly line: number;
  /** Of the whole page. */
  readonly syntax: CommentSyntax;
}

/** What wirewalk owns, with its markers. */
export interface Region extends Marked {
  readonly kind: "region";
  /** Checksum in the begin marker; undefined if the author wrote the marker by hand. */
  readonly sum: string | undefined;
  /** Checksum of the generated text that the author's own replaces. */
  readonly adopts: string | undefined;
}

/** The author's text after a region that no longer exists. */
export interface Orphan extends Marked {
  readonly kind: "orphan";
}

/** The comment that explains an old number in the author's prose. */
export interface StaleNumber extends Omit<Prose, "kind"> {
  readonly kind: "number";
  /** Of the arrow that had the number. */
  readonly id: RegionId;
  /** Checksum of the line of prose. */
  readonly of: string;
  readonly number: number;
  /** Which of the line's numbers, from 1; undefined for all that are the same. */
  readonly nth: number | undefined;
  /** Of an arrow that a note leaves out, its place in the note: `2/6`. */
  readonly at: string | undefined;
}

interface Marked {
  readonly id: RegionId;
  /** Markers and inner text. */
  readonly text: string;
  /** Between the markers, with the indentation that the page gives it. */
  readonly inner: string;
  /** 1-based line of the first marker. */
  readonly line: number;
  /** White space before the first marker. */
  readonly indent: string;
  readonly lineEnd: "\n" | "\r\n";
  /** Of the whole page. */
  readonly syntax: CommentSyntax;
}

/**
 * Finds the regions of a page. Markers inside code fences are text. Does not know which regions there should be.
 *
 * @throws UserError with the line for a marker that it cannot read, a region without end or begin, inside another, or twice
 */
export function parsePage(page: string): readonly PagePart[] {
  const parts: PagePart[] = [];
  const firstLines = new Map<string, number>();
  const syntax = detectSyntax(page);
  const fences = createFenceTracker(syntax);
  let open: OpenPart | undefined;
  /** The position and the line of the text after the last marker. */
  let start = 0;
  let startLine = 1;
  let number = 0;
  let end = 0;
  while (end < page.length) {
    const { at, lines } = fences.passOver(page, end);
    end = findLineEnd(page, at);
    number += lines + 1;
    const line = page.slice(at, end);
    const marker = fences.isCode(line) ? undefined : parseMarker(line, number, syntax);
    if (marker === undefined) continue;
    const text = page.slice(start, at);
    if (marker.kind === "begin" || marker.kind === "orphan") {
      if (open !== undefined) throw nested(marker, open, number);
      // A step may lose its prose, come back and lose it again.
      if (marker.kind === "begin") noteOnce(marker.id, number, firstLines);
      if (text !== "") parts.push({ kind: "prose", text, line: startLine, syntax });
      open = { marker, line: number, begin: line, lineEnd: line.endsWith("\r\n") ? "\r\n" : "\n", syntax };
    } else if (marker.kind === "number") {
      if (open !== undefined) throw nested(marker, open, number);
      if (text !== "") parts.push({ kind: "prose", text, line: startLine, syntax });
      parts.push({ kind: "number", text: line, line: number, syntax, ...toStaleNumber(marker) });
    } else {
      if (open === undefined || nameEnd(open.marker) !== nameMarker(marker))
        throw strayEnd(marker, open, { number, syntax });
      parts.push(closePart(open, text, line));
      open = undefined;
    }
    start = end;
    startLine = number + 1;
  }
  if (open !== undefined) throw endless(open, fences);
  if (start < page.length) parts.push({ kind: "prose", text: page.slice(start), line: startLine, syntax });
  return parts;
}

/** After the line feed; a page of many megabytes is better not split into lines. */
function findLineEnd(page: string, from: number): number {
  const at = page.indexOf("\n", from);
  return at === -1 ? page.length : at + 1;
}

interface OpenPart {
  readonly marker: Marker;
  readonly line: number;
  readonly begin: string;
  readonly lineEnd: "\n" | "\r\n";
  readonly syntax: CommentSyntax;
}

function closePart({ marker, begin, ...place }: OpenPart, inner: string, end: string): Region | Orphan {
  const { id, sum, adopts, indent } = marker;
  const part = { ...place, id, indent, inner, text: begin + inner + end };
  return marker.kind === "orphan" ? { kind: "orphan", ...part } : { kind: "region", ...part, sum, adopts };
}

function toStaleNumber({
  id,
  line = "",
  n,
  nth,
  at,
}: Marker): Pick<StaleNumber, "at" | "id" | "number" | "nth" | "of"> {
  return { id, of: line, number: Number(n), nth: nth === undefined ? undefined : Number(nth), at };
}

const END_OF: Readonly<Record<MarkerKind, MarkerKind>> = {
  begin: "end",
  end: "end",
  orphan: "orphan-end",
  "orphan-end": "orphan-end",
  number: "number",
};

/** `end step=image-show part=request` */
function nameMarker({ kind, id }: Marker): string {
  return `${kind} ${nameRegion(id)}`;
}

function nameEnd({ kind, id }: Marker): string {
  return `${END_OF[kind]} ${nameRegion(id)}`;
}

/** The whole end marker. */
function writeEnd({ marker: { kind, id }, syntax }: OpenPart): string {
  return writeMarker(END_OF[kind], nameRegion(id), syntax);
}

function noteOnce(id: RegionId, line: number, firstLines: Map<string, number>): void {
  const name = nameRegion(id);
  const first = firstLines.get(name);
  if (first !== undefined) {
    throw new UserError(`The region "${name}" is on the page twice (lines ${first} and ${line}).`, {
      hint: "Remove one of them with both its markers.",
    });
  }
  firstLines.set(name, line);
}

function nested({ id }: Marker, open: OpenPart, line: number): UserError {
  return new UserError(
    `The region "${nameRegion(id)}" (line ${line}) begins inside "${nameRegion(open.marker.id)}" (line ${open.line}).`,
    { hint: `Put ${writeEnd(open)} where that region ends.` },
  );
}

interface Place {
  readonly number: number;
  readonly syntax: CommentSyntax;
}

function strayEnd({ kind, id }: Marker, open: OpenPart | undefined, { number, syntax }: Place): UserError {
  const where =
    open === undefined ? "no region is open" : `"${nameRegion(open.marker.id)}" (line ${open.line}) is open`;
  const begin = kind === "end" ? "begin" : "orphan";
  return new UserError(`The end marker of "${nameRegion(id)}" (line ${number}) has no begin marker: ${where}.`, {
    hint: `Put ${writeMarker(begin, nameRegion(id), syntax)} where the region begins, or remove the end marker.`,
  });
}

function endless(open: OpenPart, fences: FenceTracker): UserError {
  return new UserError(`The region "${nameRegion(open.marker.id)}" (line ${open.line}) has no end marker.`, {
    hint:
      fences.openLine === undefined
        ? `Put ${writeEnd(open)} where the region ends.`
        : `The code fence that opens on line ${fences.openLine} is not closed.`,
  });
}
