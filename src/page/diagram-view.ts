import type { Arrow, Walkthrough } from "../analyze/types.ts";
import { findNumbered, takeNumbered } from "../sequence/numbered.ts";
import { toAnchor, toSectionAddress } from "./anchor.ts";
import { type ArrowLine, listArrowLines } from "./arrow-lines.ts";
import { toLines } from "./code-view.ts";
import { listFoldedNumbers } from "./folded-numbers.ts";
import type { NumberedRange } from "./omitted-ranges.ts";
import type { FurtherPage, PageDiagram } from "./page-options.ts";
import { type PagePicture, type PictureContext, cutTo, listPictures } from "./pictures.ts";

/** A picture on the page. */
export interface DiagramView extends Omit<PageDiagram, "mermaid" | "title"> {
  /** Title of a part, or "". */
  readonly title: string;
  /** What links to a part name; else "". */
  readonly id: string;
  readonly isPart: boolean;
  /** Of Mermaid. */
  readonly lines: readonly string[];
  /** Whether the source is drawn; if there are images, it is only shown as text. */
  readonly isDrawn: boolean;
  readonly isRead: boolean;
  readonly images: readonly ImageView[];
  /** What images show, in words. */
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
  /** What of the arrows is left out, by number. */
  readonly omitted: ReadonlyMap<number, NumberedRange>;
}

/** Pictures in the order of the page. */
export function viewDiagrams(walkthrough: Walkthrough, context: DiagramContext): readonly DiagramView[] {
  const { options, omitted } = context;
  const { diagrams, pages, diagram: shown = "mermaid" } = options;
  const parts = diagrams.filter(({ kind }) => kind === "part");
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
      images: shown === "mermaid" ? [] : viewImages(listPictures(walkthrough, diagram, context)),
      words: shown === "mermaid" ? [] : listArrowLines(cutTo(walkthrough, diagram)),
      links: isPart
        ? listCalls(walkthrough, omitted, diagram).map(toSectionLink)
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
  const parts = diagrams.filter(({ kind }) => kind === "part");
  const links = new Map(parts.map((part) => [part, toPartLink(part, walkthrough)]));
  return (number) => {
    const part = parts.find(({ first, last }) => first <= number && number <= last);
    return (part && links.get(part)) ?? null;
  };
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

/** Requests that have a section on the page and are nested in none. */
function listCalls(
  { arrows, folds, steps }: Walkthrough,
  omitted: ReadonlyMap<number, unknown>,
  { first, last }: Pick<PageDiagram, "first" | "last">,
): readonly Arrow[] {
  const folded = listFoldedNumbers(folds.filter((fold) => fold.first <= last && fold.last >= first));
  const nested = new Set(steps.flatMap(({ id, nestedIn }) => (nestedIn === undefined ? [] : [id])));
  return takeNumbered(arrows, { first, last }).filter(
    ({ kind, number, step }) => kind === "request" && !folded.has(number) && !nested.has(step) && !omitted.has(number),
  );
}

function toSectionLink({ number, step }: Arrow): LinkView {
  return { text: String(number), address: toSectionAddress(step, "request") };
}
