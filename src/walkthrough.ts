import { type AnalyzeOptions, analyze } from "./analyze/analyze.ts";
import { nameUniquely } from "./analyze/name-uniquely.ts";
import type { Walkthrough } from "./analyze/types.ts";
import { type Diagram, toDiagrams } from "./diagram/diagrams.ts";
import type { SequenceDiagram } from "./diagram/sequence-diagram.ts";
import { type BodyPicture, listBodyPictures } from "./page/body-pictures.ts";
import { DEFAULT_LOCALE } from "./page/default-locale.ts";
import { nameLocale, readMessages } from "./page/locales.ts";
import { type PageOptions, renderPage } from "./page/page.ts";
import { type PagePicture, createCut, listPictures } from "./page/pictures.ts";
import { type PublicServers, publishServers } from "./page/public-servers.ts";
import type { Trace } from "./trace/model/types.ts";

export interface RenderOptions extends Omit<PageOptions, "diagrams">, AnalyzeOptions {
  /** 8 for sites with Mermaid 8: nothing is folded in the diagram. @default the current version */
  readonly mermaidVersion?: 8 | undefined;
  /** Base URLs that the page shows instead of the recorded ones. @default the recorded ones */
  readonly servers?: PublicServers | undefined;
}

/** Renders the page of a trace. The same trace and options give the same bytes. */
export async function render(trace: Trace, options: RenderOptions): Promise<string> {
  const { page } = await renderWithPictures(trace, options);
  return page;
}

export interface RenderedPage {
  readonly page: string;
  /** Diagrams to draw into SVG files next to the page; none if the page shows the source of its diagrams. */
  readonly pictures: readonly PictureToDraw[];
  /** Files to write next to the page for bodies that are images. */
  readonly bodies: readonly BodyPicture[];
}

/** A file next to a page, and what it shows. */
export interface PictureToDraw extends PagePicture {
  readonly sequence: SequenceDiagram;
}

/** The page of a trace, and the pictures that it shows. */
export async function renderWithPictures(
  trace: Trace,
  { mermaidVersion, servers, ...options }: RenderOptions,
): Promise<RenderedPage> {
  const walkthrough = publishServers(nameUniquely(analyze(trace, options), options.paths), servers);
  const diagrams = toDiagrams(walkthrough, { version: mermaidVersion });
  return layOut(walkthrough, { ...options, diagrams });
}

/** A page of these diagrams, and the pictures that it shows. */
export async function layOut(walkthrough: Walkthrough, options: LayoutOptions): Promise<RenderedPage> {
  const page = await renderPage(walkthrough, options);
  const bodies = listBodyPictures(walkthrough, options);
  if ((options.diagram ?? "mermaid") === "mermaid") return { page, pictures: [], bodies };
  const locale = options.locale ?? DEFAULT_LOCALE;
  const context = {
    options: { ...options, locale: nameLocale(locale) },
    messages: await readMessages(locale, options.templatesFolder),
  };
  const cut = createCut(walkthrough);
  const pictures = options.diagrams.flatMap((diagram) => listPictures(cut, diagram, context).map(addSequence(diagram)));
  return { page, pictures, bodies };
}

function addSequence({ sequence }: Diagram): (picture: PagePicture) => PictureToDraw {
  return (picture) => ({ ...picture, sequence });
}

export interface LayoutOptions extends PageOptions {
  readonly diagrams: readonly Diagram[];
}
