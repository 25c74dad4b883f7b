import { hash } from "node:crypto";

import { type CommentSyntax, writeComment } from "./comment.ts";

/** A part of the page that wirewalk owns. */
export interface RegionId {
  /** Id of the step; absent for parts of the page as a whole. */
  readonly step?: string;
  /** `diagram`, `request`, `request.io`, … */
  readonly part: string;
}

/** Writes a region with its markers and without a final line end; blank lines inside keep formatters from touching it. */
export function writeRegion(id: RegionId, text: string, syntax: CommentSyntax = "html"): string {
  const inner = trimBlankLines(text);
  const body = inner === "" ? "" : `${inner}\n\n`;
  return `${writeMarker("begin", `${nameRegion(id)} sum=${sumRegion(inner)}`, syntax)}\n\n${body}${writeMarker("end", nameRegion(id), syntax)}`;
}

/** The two lines that an author adds where a region should be; the next refresh fills it. */
export function writeEmptyRegion(id: RegionId, syntax: CommentSyntax): readonly [begin: string, end: string] {
  return [writeMarker("begin", nameRegion(id), syntax), writeMarker("end", nameRegion(id), syntax)];
}

/** One line. @param fields its contents after the kind */
export function writeMarker(kind: MarkerKind, fields: string, syntax: CommentSyntax): string {
  return writeComment(syntax, `wirewalk:${kind} ${fields}`);
}

export type MarkerKind = "begin" | "end" | "orphan" | "orphan-end" | "number";

/** `step=image-show part=request.io`: the same in the marker, in messages and as a key. */
export function nameRegion({ step, part }: RegionId): string {
  return step === undefined ? `part=${part}` : `step=${step} part=${part}`;
}

/** Checksum that notices an edit, but neither other line ends, nor blanks at the end of lines, nor blank lines around. */
export function sumRegion(text: string): string {
  // Most texts are as they should be; making lines of them would take most of the time of a page.
  const isTidy = !text.includes("\r") && !hasBlankAtEnd(text) && text.trimEnd() === text;
  const tidy = isTidy
    ? text
    : text
        .split("\n")
        .map((line) => line.trimEnd())
        .join("\n");
  return hash("sha256", trimBlankLines(tidy), "base64url").slice(0, 10);
}

/** Whether a space or a tab precedes a line feed. Of a text with many spaces, a search for both characters takes ten times as long. */
function hasBlankAtEnd(text: string): boolean {
  for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", end + 1)) {
    const before = text.charCodeAt(end - 1);
    if (before === SPACE || before === TAB) return true;
  }
  return false;
}

const [SPACE, TAB] = [0x20, 0x09];

/** Without the line feeds around it. */
function trimBlankLines(text: string): string {
  let start = 0;
  let end = text.length;
  while (text[start] === "\n") start += 1;
  while (end > start && text[end - 1] === "\n") end -= 1;
  return text.slice(start, end);
}
