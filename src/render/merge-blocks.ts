import type { Block, PageBlocks, Piece } from "./page-blocks.ts";
import type { Orphan } from "./parse-page.ts";
import { type HandEdits, refreshRegion } from "./refresh-region.ts";
import { nameRegion, writeOrphan } from "./regions.ts";

export interface PlacedName {
  /** `step=image-show part=request` */
  readonly name: string;
  /** 1-based, on the page as it was. */
  readonly line: number;
}

/** A block of the page to be written. */
export interface MergedBlock {
  readonly lead: string;
  readonly pieces: readonly { readonly text: string; readonly prose: string }[];
  /** Its text is not the author's yet. */
  readonly isNew: boolean;
}

export interface MergedBlocks {
  readonly blocks: readonly MergedBlock[];
  /** What is to stand behind the last block. */
  readonly orphans: readonly string[];
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly edited: readonly PlacedName[];
}

/** Puts the blocks of a page into the order of a fresh one, with the fresh regions and the author's text. */
export function mergeBlocks(old: PageBlocks, fresh: PageBlocks, handEdits: HandEdits): MergedBlocks {
  const known = new Map(old.blocks.map((block) => [block.key, block]));
  const wanted = new Set(fresh.blocks.map(({ key }) => key));
  const waiting = new Map(old.orphans.flatMap((one) => (typeof one === "string" ? [] : [[nameRegion(one.id), one]])));
  const lineEnd = old.blocks[0]?.pieces[0]?.region.lineEnd ?? "\n";
  const edited: PlacedName[] = [];
  const chapter = findChapterOfSteps(old);
  const firstStep = fresh.blocks.find(isStep)?.key;

  const blocks = fresh.blocks.map((block): MergedBlock => {
    const ours = known.get(block.key);
    const isNew = ours === undefined;
    const pieces = isNew
      ? withOrphan(toPieces(block, lineEnd), takeOrphan(block, waiting))
      : mergePieces([ours.pieces, block.pieces], { lineEnd, handEdits, edited });
    return { lead: chooseLead(block, ours), pieces, isNew };
  });
  /** The heading of the chapter of steps stands before the first step, whichever that is now. */
  function chooseLead(block: Block, ours: Block | undefined): string {
    const own = ours?.key === chapter?.key ? "" : (ours?.lead ?? toLineEnd(block.lead, lineEnd));
    if (chapter === undefined || block.key !== firstStep) return own;
    return ours === undefined ? chapter.lead : chapter.lead + own;
  }
  const gone = old.blocks.filter(({ key }) => !wanted.has(key));
  // Where no step is left, the chapter's heading goes with the last of them.
  const isMoved = (block: Block): boolean => block.key === chapter?.key && firstStep !== undefined;
  const made = gone.flatMap((block) => toOrphan(isMoved(block) ? { ...block, lead: "" } : block, lineEnd));
  const isLeft = (one: Orphan | string): boolean => typeof one === "string" || waiting.has(nameRegion(one.id));
  return {
    blocks,
    orphans: [
      ...made.map((text) => lineEnd + text + lineEnd),
      ...old.orphans.filter(isLeft).map((one) => (typeof one === "string" ? one : one.text)),
    ],
    added: fresh.blocks.filter(({ key }) => !known.has(key)).map(({ key }) => key),
    removed: gone.map(({ key }) => key),
    edited,
  };
}

function isStep({ key }: Block): boolean {
  return key.startsWith("step=");
}

function findChapterOfSteps({ blocks }: PageBlocks): Block | undefined {
  const first = blocks.find(isStep);
  return first?.lead === "" ? undefined : first;
}

interface PieceContext {
  readonly lineEnd: string;
  readonly handEdits: HandEdits;
  readonly edited: PlacedName[];
}

function mergePieces(
  [ours, theirs]: readonly [readonly Piece[], readonly Piece[]],
  { lineEnd, handEdits, edited }: PieceContext,
): MergedBlock["pieces"] {
  const left = new Map(theirs.map(({ region }) => [nameRegion(region.id), region]));
  const merged = ours.map(({ region, prose }) => {
    const name = nameRegion(region.id);
    const fresh = left.get(name);
    left.delete(name);
    // The author's text stays where a region goes.
    if (fresh === undefined) return { text: "", prose };
    const { text, isEdited } = refreshRegion(region, fresh, handEdits);
    if (isEdited) edited.push({ name, line: region.line });
    return { text, prose };
  });
  const added = Array.from(left.values(), ({ text }) => ({ text: toLineEnd(text, lineEnd), prose: lineEnd }));
  return [...merged, ...added];
}

function toPieces({ pieces }: Block, lineEnd: string): MergedBlock["pieces"] {
  return pieces.map(({ region, prose }) => ({
    text: toLineEnd(region.text, lineEnd),
    prose: toLineEnd(prose, lineEnd),
  }));
}

/** A step that comes back gets its text back. */
function takeOrphan({ pieces: [first] }: Block, waiting: Map<string, Orphan>): Orphan | undefined {
  const name = first === undefined ? "" : nameRegion(first.region.id);
  const orphan = waiting.get(name);
  waiting.delete(name);
  return orphan;
}

function withOrphan(pieces: MergedBlock["pieces"], orphan: Orphan | undefined): MergedBlock["pieces"] {
  const [first, ...others] = pieces;
  if (orphan === undefined || first === undefined) return pieces;
  return [{ text: first.text, prose: orphan.inner }, ...others];
}

function toLineEnd(text: string, lineEnd: string): string {
  return lineEnd === "\n" ? text : text.replaceAll("\n", lineEnd);
}

/** What the author said of a block that is gone; none where that is nothing. */
function toOrphan({ lead, pieces: [first, ...others] }: Block, lineEnd: string): string[] {
  if (first === undefined) return [];
  const prose = [lead, first.prose, ...others.map((piece) => piece.prose)]
    .filter((text) => text.trim() !== "")
    .join("");
  if (prose === "") return [];
  const text = prose.replace(/^(?:[ \t]*\r?\n)+/, "").replace(/\r?\n$/, "");
  const id = { ...first.region.id, part: first.region.id.part.split(".")[0] ?? "" };
  return [toLineEnd(writeOrphan(id, text.replaceAll("\r\n", "\n")), lineEnd)];
}
