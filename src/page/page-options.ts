import type { HeaderChoice, RequestView, Step } from "../analyze/types.ts";
import type { PageSection } from "./page-parts.ts";

/** Options of a page in addition to the walkthrough. */
export interface PageOptions {
  /** The walkthrough's pictures: one, or an overview and its parts. */
  readonly diagrams: readonly PageDiagram[];
  /**
   * How the page shows each diagram: its source, an SVG next to the page, or the SVG with its source folded. @default
   * "mermaid"
   */
  readonly diagram?: "mermaid" | "svg" | "both" | undefined;
  /** Name of the page's file without its ending, which its SVG files and pictures are named after: `add-project`. @default none */
  readonly pageName?: string | undefined;
  /** The further pages of a very large walkthrough, which its first page lists instead of sections. @default none */
  readonly pages?: readonly FurtherPage[];
  /** The place of a further page. @default it is the first, or the only one */
  readonly place?: PagePlace;
  /** First heading and name of the launch configuration; plain text. */
  readonly title: string;
  /** Language of the generated text: one of `templates/locales/`, one that `templatesFolder` brings, or a file: `fr.yaml`. @default "en" */
  readonly locale?: string | undefined;
  /** Target of the page: a name of `TARGETS`. @default "mkdocs" */
  readonly target?: string | undefined;
  /** The user's own template set, on top of the target's. @default none */
  readonly template?: string | undefined;
  /**
   * The user's own folder, laid out like `templates/`: `mkdocs/response.hbs` there replaces the template of that name, `locales/fr.yaml`
   * adds a language. @default none
   */
  readonly templatesFolder?: string | undefined;
  /** Arrows that another page shows; numbers continue after them. @default none */
  readonly omit?: readonly OmittedRange[] | undefined;
  /** Parts that the page does not have. @default none */
  readonly without?: readonly PageSection[] | undefined;
  /** Code samples of requests. @default none */
  readonly samples?: ((request: RequestView) => readonly SampleView[]) | undefined;
  /** Descriptions of the fields of a step, from the description of its API. @default none */
  readonly fields?: ((step: Step) => StepFields | undefined) | undefined;
  /** Highlights by step ID, which replace the highlights of the step's operation. @default none */
  readonly highlights?: Readonly<Record<string, StepHighlights>> | undefined;
  /**
   * Headers to show or hide, which takes precedence over other rules. @default shows headers that not every message has
   */
  readonly headers?: HeaderChoice | undefined;
  /** JSON pointers of lists whose first item alone is shown in bodies: `/items`. @default none */
  readonly fold?: readonly string[] | undefined;
  /** How bodies that are images are shown, from a file next to the page: as images, or as a link. @default as bytes */
  readonly images?: "link" | "picture" | undefined;
  /** Longest body shown, in lines; the page states how many are omitted. @default 400 */
  readonly bodyLines?: number;
}

export interface StepFields {
  readonly request: readonly FieldRow[];
  readonly response: readonly FieldRow[];
}

/** A parameter, or a field of a body, as its API describes it. */
export interface FieldRow {
  /** `limit`, or a JSON pointer with `*` for any item. */
  readonly name: string;
  /** `path`, `query`, `header`, `cookie`, `form`, `body` */
  readonly place: string;
  /** The recorded value; "" if there is none, or no single value. */
  readonly example: string;
  readonly description: string;
}

/** A call as code. */
export interface SampleView {
  /** `Python` */
  readonly label: string;
  /** Of the code block: `python`. */
  readonly language: string;
  readonly lines: readonly string[];
}

/** A page that shows some of the arrows. */
export interface FurtherPage {
  /** Numbers of its first and last arrow. */
  readonly first: number;
  readonly last: number;
  /** As seen from the page that links there: `./create-server/get-images.md`. */
  readonly address: string;
}

export interface PagePlace {
  /** The first page. */
  readonly overview: { readonly title: string; readonly address: string };
  /** Those next to it. */
  readonly previous?: FurtherPage;
  readonly next?: FurtherPage;
}

/** A picture of arrows that follow one another. */
export interface PageDiagram {
  /** `whole`: the only diagram. `overview`: a summary of all arrows. `part`: some of the arrows. */
  readonly kind: "whole" | "overview" | "part";
  /** Title of a part. @default none */
  readonly title?: string;
  /** Numbers of the first and the last arrow. */
  readonly first: number;
  readonly last: number;
  /** Its source, without fence. */
  readonly mermaid: string;
}

export interface OmittedRange {
  /** Numbers of the first and the last omitted arrow, or their steps or operations, by id: `get-identity`, `identity.token`. */
  readonly from: number | string;
  readonly to: number | string;
  /** Address of the page that shows them: `./create.md`. @default none shows them */
  readonly page?: string;
  /** Title of that page, as the link's text. */
  readonly title?: string;
  /** Set if that page shows similar calls, but not the same ones. */
  readonly isUnlike?: true;
}

/** Header names (`X-Subject-Token`) or JSON pointers (`/visibility`) of the lines to highlight. */
export interface StepHighlights {
  readonly request?: readonly string[];
  readonly response?: readonly string[];
}
