import { UserError } from "../errors.ts";
import { type PlacedName, mergeBlocks } from "./merge-blocks.ts";
import { takeApart } from "./page-blocks.ts";
import { type Region, parsePage } from "./parse-page.ts";
import { type StaleReference, readNumbering, renumber } from "./references.ts";
import type { HandEdits } from "./refresh-region.ts";
import { nameRegion } from "./regions.ts";

export interface MergeOptions {
  /** What is done with regions that the author edited. `adopt` marks them so that they stay as they are. @default "keep" */
  readonly handEdits?: HandEdits;
  /** Rewrites numbers of steps in the author's text. @default false */
  readonly fixReferences?: boolean;
}

/** What a merge did, and what it leaves to the author. */
export interface MergeReport {
  /** Requests, answers and parts that the page did not have: `step=image-show request`. */
  readonly added: readonly string[];
  /** Those that the trace no longer has. */
  readonly removed: readonly string[];
  /** The author's text about steps that are gone, at the end of the merged page. */
  readonly orphans: readonly PlacedName[];
  /** Regions that the author edited. */
  readonly edited: readonly PlacedName[];
  /** Numbers in the author's text that meant other steps; rewritten where that was asked for. */
  readonly staleReferences: readonly StaleReference[];
}

export interface MergedPage {
  readonly text: string;
  readonly report: MergeReport;
}

/**
 * Brings a page up to date: each region says what the fresh page says, new steps get their place, and the author's text
 * stays with its step. Of a step that is gone, it moves to the end. Bytes outside of regions stay as they are.
 *
 * @throws UserError where the markers cannot be read, or the page has none
 */
export function mergePage(existing: string, fresh: string, options: MergeOptions = {}): MergedPage {
  const { handEdits = "keep", fixReferences = false } = options;
  const [parts, freshParts] = [parsePage(existing), parsePage(fresh)];
  if (!parts.some(isRegion)) throw withoutRegions(freshParts.filter(isRegion));
  const old = takeApart(parts);
  const { blocks, orphans, ...changes } = mergeBlocks(old, takeApart(freshParts), handEdits);
  const numbering = { before: readNumbering(parts), after: readNumbering(freshParts) };
  const staleReferences: StaleReference[] = [];
  const speak = (prose: string): string => {
    const fixed = renumber(prose, numbering, ({ lineOfText, ...reference }) => {
      staleReferences.push({ ...reference, line: lineOf(existing, prose) + lineOfText - 1 });
    });
    return fixReferences ? fixed : prose;
  };
  const pieces = blocks.flatMap(({ lead, pieces: own, isNew }) =>
    [lead, ...own.flatMap(({ text, prose }) => [text, isNew ? prose : speak(prose)])].filter((piece) => piece !== ""),
  );
  const text = [speak(old.head), ...keepApart(pieces, existing), ...orphans].join("");
  return { text, report: { ...changes, staleReferences, orphans: listOrphans(text) } };
}

/** The author's text about steps that are gone, with its lines. @throws UserError where the markers cannot be read */
export function listOrphans(page: string): readonly PlacedName[] {
  return parsePage(page).flatMap((part) =>
    part.kind === "orphan" ? [{ name: nameRegion(part.id), line: part.line }] : [],
  );
}

function isRegion(part: { readonly kind: string }): part is Region {
  return part.kind === "region";
}

function lineOf(page: string, piece: string): number {
  return page.slice(0, Math.max(0, page.indexOf(piece))).split("\n").length;
}

/** Markers stand on lines of their own, with a blank line before them where a new one follows another. */
function keepApart(pieces: readonly string[], existing: string): readonly string[] {
  const lineEnd = existing.includes("\r\n") ? "\r\n" : "\n";
  return pieces.map((piece, index) => {
    const before = pieces[index - 1] ?? lineEnd;
    if (!/^\uFEFF?[ \t]*<!-- wirewalk:begin/.test(piece)) return piece;
    if (!before.endsWith("\n")) return lineEnd + lineEnd + piece;
    return /<!-- wirewalk:end[^\n]*\n$/.test(before) && !existing.includes(before + piece) ? lineEnd + piece : piece;
  });
}

function withoutRegions(regions: readonly Region[]): UserError {
  const names = regions.map(({ id }) => nameRegion(id));
  const [first = "part=diagram"] = names;
  return new UserError("The page has no regions that could be refreshed.", {
    hint: [
      `put the lines \`<!-- wirewalk:begin ${first} -->\` and \`<!-- wirewalk:end ${first} -->\` where it is to stand,`,
      `or render into a new file. Regions: ${names.slice(0, 12).join("; ")}.`,
    ].join(" "),
  });
}
