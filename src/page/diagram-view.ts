import type { Arrow, Walkthrough } from "../analyze/types.ts";
import { findNumbered, listNumbers, takeNumbered } from "../sequence/numbered.ts";
import { toAnchor, toSectionAddress } from "./anchor.ts";
import { type ArrowLine, listArrowLines } from "./arrow-lines.ts";
import { toLines } from "./code-view.ts";
import type { NumberedRange } from "./omitted-ranges.ts";
import type { FurtherPage, PageDiagram } from "./page-options.ts";
import { type PagePicture, type PictureContext, createCut, listPictures } from "./pictures.ts";

/** A picture on the page. */
export interface DiagramView extends Omit<PageDiagram, "mermaid" | "title"> {
  /** Title of a part, or "". */
  readonly title: string;
  /** The anchor that links to a part use; otherwise "". */
  readonly id: string;
  readonly isPart: boolean;
  /** Of Mermaid. */
  readonly lines: readonly string[];
  /** Whether the source is drawn; if there are images, it is only shown as text. */
  readonly isDrawn: boolean;
  readonly isRead: boolean;
  readonly images: readonly ImageView[];
  /** A description of the images, in words. */
  readonly words: readonly ArrowLine[];
  /** From an overview to its parts, from a part to the sections of its top-level calls. */
  readonly links: readonly LinkView[];
}

interface ImageView {
  readonly alt: string;
  /** Relative to the page: `./add-project.svg`. */
  readonly address: string;
}

export interface LinkView {
  /** `7`, `1-38` */
  readonly text: string;
  /** Within the page, or of a further one: `#image-show-request`. */
  readonly address: string;
}

interface DiagramContext extends PictureContext {
  /** The omitted arrows, by number. */
  readonly omitted: ReadonlyMap<number, NumberedRange>;
}

/** Pictures in the order of the page. */
export function viewDiagrams(walkthrough: Walkthrough, context: DiagramContext): readonly DiagramView[] {
  const { options, omitted } = context;
  const { diagrams, pages, diagram: shown = "mermaid" } = options;
  const parts = diagrams.filter(({ kind }) => kind === "part");
  const listCalls = createCallLister(walkthrough, omitted);
  const cut = createCut(walkthrough);
  return diagrams.map((diagram) => {
    const { kind, first, last, mermaid, title = "" } = diagram;
    const isPart = kind === "part";
    return {
      kind,
      title,
      first,
      last,
      isPart,
      id: isPart ? toPartId(diagram, walkthrough) : "",
      lines: toLines(mermaid),
      isDrawn: shown === "mermaid",
      isRead: shown === "both",
      images: shown === "mermaid" ? [] : viewImages(listPictures(cut, diagram, context)),
      words: shown === "mermaid" ? [] : listArrowLines(cut(diagram)),
      links: isPart
        ? listCalls(diagram).map(toSectionLink)
        : (pages?.map(toPageLink) ?? parts.map((part) => toPartLink(part, walkthrough))),
    };
  });
}

function viewImages(pictures: readonly PagePicture[]): readonly ImageView[] {
  return pictures.map(({ file, title, theme }) => ({
    alt: title,
    address: `./${file}${theme === "auto" ? "" : `#only-${theme}`}`,
  }));
}

/** The part that shows each arrow, if there are parts. */
export function findPartLinks(
  walkthrough: Walkthrough,
  diagrams: readonly PageDiagram[],
): (number: number) => LinkView | null {
  const links = new Map<number, LinkView>();
  for (const part of diagrams.filter(({ kind }) => kind === "part")) {
    const link = toPartLink(part, walkthrough);
    for (let number = part.first; number <= part.last; number += 1) links.set(number, link);
  }
  return (number) => links.get(number) ?? null;
}

function toPageLink({ first, last, address }: FurtherPage): LinkView {
  return { text: `${first}-${last}`, address };
}

function toPartLink(part: Pick<PageDiagram, "first" | "last" | "title">, walkthrough: Walkthrough): LinkView {
  const { title } = part;
  return {
    text: `${title === undefined ? "" : `${title} `}${part.first}-${part.last}`,
    address: `#${toPartId(part, walkthrough)}`,
  };
}

/** Named after its first arrow, so that a part keeps its name if steps are added before it. */
function toPartId({ first }: Pick<PageDiagram, "first">, { arrows }: Walkthrough): string {
  const arrow = findNumbered(arrows, first);
  return `diagram-${toAnchor(arrow?.step ?? "")}-${arrow?.kind === "request" ? "request" : "response"}`;
}

/**
 * Of a part, the requests that have a section on the page and are nested in none. What depends on all steps is computed once, because there
 * may be many parts.
 */
function createCallLister(
  { arrows, folds, steps }: Walkthrough,
  omitted: ReadonlyMap<number, unknown>,
): (part: Pick<PageDiagram, "first" | "last">) => readonly Arrow[] {
  const folded = listNumbers(folds);
  const nested = new Set(steps.filter(({ nestedIn }) => nestedIn !== undefined).map(({ id }) => id));
  return (part) =>
    takeNumbered(arrows, part).filter(
      ({ kind, number, step }) =>
        kind === "request" && !folded.has(number) && !nested.has(step) && !omitted.has(number),
    );
}

function toSectionLink({ number, step }: Arrow): LinkView {
  return { text: String(number), address: toSectionAddress(step, "request") };
}
