import { UserError } from "../errors.ts";
import { createFenceTracker, type FenceTracker } from "./fence-tracker.ts";
import { parseMarker, type Marker } from "./marker.ts";
import { nameRegion, type RegionId } from "./regions.ts";

/** A page in pieces; their texts, joined, are the page again, byte for byte. */
export type PagePart = Prose | Region | Orphan;

/** What the author owns. */
interface Prose {
  readonly kind: "prose";
  readonly text: string;
}

/** What the author said of a step that is gone, with its markers. */
export interface Orphan {
  readonly kind: "orphan";
  readonly id: RegionId;
  readonly text: string;
  readonly inner: string;
  /** 1-based line of its first marker. */
  readonly line: number;
}

/** What wirewalk owns, with its markers. */
export interface Region {
  readonly kind: "region";
  readonly id: RegionId;
  /** Markers and inner text. */
  readonly text: string;
  /** Between the markers, with the indentation that the page gives it. */
  readonly inner: string;
  /** Checksum in the begin marker; undefined where the author wrote the marker by hand. */
  readonly sum: string | undefined;
  /** The author wants it as it is. */
  readonly isKept: boolean;
  /** 1-based line of the begin marker. */
  readonly line: number;
  /** White space before the begin marker. */
  readonly indent: string;
  readonly lineEnd: "\n" | "\r\n";
}

/**
 * Finds the regions of a page. Markers inside code fences are text. Knows nothing of which regions there should be.
 *
 * @throws UserError with the line for a marker it cannot read, a region without end or begin, inside another, or twice
 */
export function parsePage(page: string): readonly PagePart[] {
  const parts: PagePart[] = [];
  const firstLines = new Map<string, number>();
  const fences = createFenceTracker();
  let open: OpenRegion | undefined;
  let text = "";
  for (const [index, line] of splitLines(page).entries()) {
    const number = index + 1;
    const marker = fences.isCode(line) ? undefined : parseMarker(line, number);
    if (marker?.kind === "begin" || marker?.kind === "orphan") {
      if (open !== undefined) throw nested(marker, open, number);
      noteOnce(marker, number, firstLines);
      if (text !== "") parts.push({ kind: "prose", text });
      open = { marker, line: number, begin: line, lineEnd: line.endsWith("\r\n") ? "\r\n" : "\n" };
      text = "";
    } else if (marker !== undefined) {
      if (open === undefined || nameMarker(open.marker) !== nameMarker(marker)) throw strayEnd(marker, open, number);
      parts.push(closeRegion(open, text, line));
      open = undefined;
      text = "";
    } else {
      text += line;
    }
  }
  if (open !== undefined) throw endless(open, fences);
  if (text !== "") parts.push({ kind: "prose", text });
  return parts;
}

interface OpenRegion {
  readonly marker: Marker;
  readonly line: number;
  readonly begin: string;
  readonly lineEnd: "\n" | "\r\n";
}

function closeRegion({ marker, line, begin, lineEnd }: OpenRegion, inner: string, end: string): Region | Orphan {
  const { id, sum, indent, isKept, kind } = marker;
  const text = begin + inner + end;
  if (kind === "orphan") return { kind, id, line, inner, text };
  return { kind: "region", id, sum, isKept, indent, line, lineEnd, inner, text };
}

/** A begin and its end have the same. */
function nameMarker({ kind, id }: Marker): string {
  return `${kind.startsWith("orphan") ? "orphan " : ""}${nameRegion(id)}`;
}

function splitLines(page: string): readonly string[] {
  return page.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function noteOnce(marker: Marker, line: number, firstLines: Map<string, number>): void {
  const name = nameMarker(marker);
  const first = firstLines.get(name);
  if (first !== undefined) {
    throw new UserError(`The region "${name}" is on the page twice (lines ${first} and ${line}).`, {
      hint: "Remove one of them with both its markers.",
    });
  }
  firstLines.set(name, line);
}

function nested({ id }: Marker, open: OpenRegion, line: number): UserError {
  return new UserError(
    `The region "${nameRegion(id)}" (line ${line}) begins inside "${nameRegion(open.marker.id)}" (line ${open.line}).`,
    { hint: `Put <!-- wirewalk:end ${nameRegion(open.marker.id)} --> where that one ends.` },
  );
}

function strayEnd({ id }: Marker, open: OpenRegion | undefined, line: number): UserError {
  const where =
    open === undefined ? "no region is open" : `"${nameRegion(open.marker.id)}" (line ${open.line}) is open`;
  return new UserError(`The end marker of "${nameRegion(id)}" (line ${line}) has no begin: ${where}.`, {
    hint: `Put <!-- wirewalk:begin ${nameRegion(id)} --> where it begins, or remove the end marker.`,
  });
}

function endless({ marker, line }: OpenRegion, fences: FenceTracker): UserError {
  const name = nameRegion(marker.id);
  return new UserError(`The region "${name}" (line ${line}) has no end.`, {
    hint:
      fences.openLine === undefined
        ? `Put <!-- wirewalk:end ${name} --> where it ends.`
        : `The code fence that opens on line ${fences.openLine} is not closed.`,
  });
}
