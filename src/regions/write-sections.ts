import type { Groups } from "../sequence/groups.ts";
import type { ArrangedSection } from "./arrange.ts";
import { type MergedRegion, type Placement, writeAt } from "./merge-region.ts";
import type { Stray } from "./orphans.ts";
import type { PagePart } from "./parse-page.ts";
import { nameRegion } from "./regions.ts";

export interface SectionTexts {
  /** How to treat the regions of the page. */
  readonly regions: ReadonlyMap<PagePart, MergedRegion>;
  /** Prose that returns to a step, by the name of the region that it follows. */
  readonly returning: Groups<string, Stray>;
  /** How the page has its steps. */
  readonly like: Placement;
}

/** The text of sections in sequence; blank lines are added only where a section was inserted. */
export function writeSections(sections: readonly ArrangedSection[], texts: SectionTexts): string {
  const { lineEnd } = texts.like;
  const pieces: string[] = [];
  let last = "";
  let wasPlaced = false;
  for (const { section, place } of sections) {
    const text =
      place === "new"
        ? writeNew(section.parts, texts)
        : section.parts.map((part) => texts.regions.get(part)?.text ?? part.text).join("");
    if (text === "") continue;
    const isPlaced = place !== "same";
    if (last !== "" && (isPlaced || wasPlaced)) pieces.push(fillUp(last, text, lineEnd));
    pieces.push(text);
    last = text;
    wasPlaced = isPlaced;
  }
  return pieces.join("");
}

/** The line breaks that are missing between two blocks that must be separated by a blank line. */
export function fillUp(above: string, below: string, lineEnd: string): string {
  if (!above.endsWith("\n")) return lineEnd + lineEnd;
  return /\n[ \t]*\r?\n$/.test(above) || /^[ \t]*\r?\n/.test(below) ? "" : lineEnd;
}

function writeNew(parts: readonly PagePart[], { returning, like }: SectionTexts): string {
  const { indent, lineEnd } = like;
  const blocks: string[] = [];
  let strays: readonly Stray[] = [];
  for (const part of parts) {
    if (part.kind === "region") {
      blocks.push(writeAt(like, part) + lineEnd);
      strays = returning.of(nameRegion(part.id));
      blocks.push(...strays.map(({ text }) => text + lineEnd));
    } else if (strays.length === 0 && part.text.trim() !== "") {
      blocks.push(
        part.text
          .trim()
          .replaceAll(/^(?=.)/gm, indent)
          .replaceAll("\n", lineEnd) + lineEnd,
      );
    }
  }
  return blocks.join(lineEnd) + lineEnd;
}
