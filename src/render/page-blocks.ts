import { createFenceTracker } from "./fence-tracker.ts";
import type { Orphan, PagePart, Region } from "./parse-page.ts";

/** The regions of one request or answer, or of the page, and the author's text that belongs to them. */
export interface Block {
  /** `step=image-show request`, or `part=diagram`. */
  readonly key: string;
  /** A heading above it that begins a chapter, and what stands between the two. */
  readonly lead: string;
  readonly pieces: readonly Piece[];
}

/** A region and the author's text behind it. */
export interface Piece {
  readonly region: Region;
  readonly prose: string;
}

/** A page, taken apart so that its blocks can be put in another order; joined again it is the same, byte for byte. */
export interface PageBlocks {
  /** Before the first block. */
  readonly head: string;
  readonly blocks: readonly Block[];
  /** At the end, behind all regions: the first orphan and all behind it. */
  readonly orphans: readonly (Orphan | string)[];
}

/** The author's text belongs to the block before it, but for what follows a heading of a chapter: that belongs to the next. */
export function takeApart(parts: readonly PagePart[]): PageBlocks {
  const lastRegion = parts.findLastIndex(({ kind }) => kind === "region");
  const end = parts.findIndex(({ kind }, index) => kind === "orphan" && index > lastRegion);
  const page = end < 0 ? parts : parts.slice(0, end);
  const orphans = end < 0 ? [] : parts.slice(end).map((part) => (part.kind === "orphan" ? part : part.text));
  const blocks: { key: string; lead: string; pieces: Piece[] }[] = [];
  let head = "";
  let lead = "";
  for (const [index, part] of page.entries()) {
    const open = blocks.at(-1);
    if (part.kind === "region") {
      const key = keyOf(part);
      if (open?.key === key) {
        // A chapter that begins within a block belongs to it.
        addProse(open.pieces, lead);
        open.pieces.push({ region: part, prose: "" });
      } else blocks.push({ key, lead, pieces: [{ region: part, prose: "" }] });
      lead = "";
    } else if (open === undefined) {
      head += part.text;
    } else {
      const isLast = index === page.length - 1;
      const chapter = isLast ? part.text.length : findChapter(part.text);
      const last = open.pieces.pop();
      if (last !== undefined)
        open.pieces.push({ region: last.region, prose: last.prose + part.text.slice(0, chapter) });
      lead = part.text.slice(chapter);
    }
  }
  return { head, blocks, orphans };
}

function addProse(pieces: Piece[], prose: string): void {
  const last = pieces.pop();
  if (last !== undefined) pieces.push({ region: last.region, prose: last.prose + prose });
}

/** `request` and `request.io` go together. */
export function keyOf({ id: { step, part } }: Pick<Region, "id">): string {
  return step === undefined ? `part=${part}` : `step=${step} ${part.split(".")[0] ?? ""}`;
}

/** Where the first heading of the first or second level begins; the length where there is none. */
function findChapter(text: string): number {
  const fences = createFenceTracker();
  let offset = 0;
  for (const line of text.match(/[^\n]*\n|[^\n]+$/g) ?? []) {
    if (!fences.isCode(line) && /^ {0,3}#{1,2}[ \t]/.test(line)) return offset;
    offset += line.length;
  }
  return text.length;
}
