import { analyze } from "../../analyze/analyze.ts";
import { nameUniquely } from "../../analyze/name-uniquely.ts";
import { type StaleName, findStaleNames } from "../../analyze/stale-names.ts";
import type { Arrow, Walkthrough } from "../../analyze/types.ts";
import { type Diagram, toDiagrams } from "../../diagram/diagrams.ts";
import { partOf } from "../../diagram/part-of.ts";
import { cutIntoPages } from "../../diagram/parts/pages.ts";
import { UserError } from "../../errors.ts";
import { onlyKnown } from "../../json/only-known.ts";
import { toAnchor } from "../../page/anchor.ts";
import { checkRanges, findArrow } from "../../page/omitted-ranges.ts";
import { toPageNames } from "../../page/page-names.ts";
import type { FurtherPage, PageOptions } from "../../page/page.ts";
import { publishServers } from "../../page/public-servers.ts";
import { type StaleHighlight, findStaleHighlights } from "../../page/stale-highlights.ts";
import { knownAt } from "../../sequence/known-at.ts";
import { matchParts } from "../../sequence/match-parts.ts";
import { takeNumbered } from "../../sequence/numbered.ts";
import type { Trace } from "../../trace/model/types.ts";
import { layOut, type RenderedPage, type RenderOptions } from "../../walkthrough.ts";
import { nameOf } from "./picture-names.ts";

/** A page of a walkthrough that is not written yet. */
export interface PlannedPage {
  /** Below the folder of the first page: `create-server.md`, `create-server/get-images.md`. */
  readonly path: string;
  /** Its text and images, made on demand, so that one page at a time is in memory. */
  readonly write: () => Promise<RenderedPage>;
}

export interface PagePlan {
  /** The first page, and further pages if the walkthrough has more than 25 parts. */
  readonly pages: readonly PlannedPage[];
  /** Index of the page that shows a section, by its key: `get-images request`; undefined if none does. */
  readonly homeOf: (key: string) => number | undefined;
  /** Highlights of items that the trace does not have; the pages omit them. */
  readonly staleHighlights: readonly StaleHighlight[];
  /** Names in the project file for items that the trace does not have. */
  readonly staleNames: readonly StaleName[];
  /** The walkthrough that the pages show. */
  readonly walkthrough: Walkthrough;
}

export interface PlanOptions extends RenderOptions {
  readonly fileName: string;
  /** Parts that the diagram is cut into, by the number of their first arrow, or the id of its step or operation. @default none */
  readonly sections?: readonly { readonly from: number | string; readonly title: string }[] | undefined;
}

/**
 * Plans the pages of a trace: one, or for a very large one a first page with the overview, and further pages with the
 * parts and sections of up to 1,000 arrows each, in a folder named like the first.
 *
 * @param fileName of the first page: `create-server.md`
 */
export function planPages(
  trace: Trace,
  { fileName, mermaidVersion, servers, highlights = {}, sections = [], ...rest }: PlanOptions,
): PagePlan {
  const recorded = analyze(trace, rest);
  const walkthrough = publishServers(nameUniquely(recorded, rest.paths), servers);
  const staleHighlights = findStaleHighlights(walkthrough.steps, highlights);
  const stale = { walkthrough, staleHighlights, staleNames: findStaleNames(recorded, rest) };
  const options = { ...rest, highlights: keepKnown(highlights, walkthrough) };
  const starts = sections.map(({ from, title }, index) => {
    const option = ["sections", index, "from"] as const;
    const first = findArrow(from, { side: "request", option }, walkthrough);
    if (first <= walkthrough.arrows.length) return { first, title };
    throw new UserError(`Unknown arrow ${first} at the beginning of a section.`, {
      hint: `Choose from 1 to ${walkthrough.arrows.length}.`,
      option,
    });
  });
  const diagrams = toDiagrams(walkthrough, { version: mermaidVersion, sections: starts });
  const parts = diagrams.filter(({ kind }) => kind === "part");
  const groups = cutIntoPages(walkthrough, parts);
  if (groups.length === 1) {
    const write = (): Promise<RenderedPage> => layOut(walkthrough, { ...options, diagrams });
    return { pages: [{ path: fileName, write }], homeOf: createHomes([walkthrough.arrows]), ...stale };
  }
  return { ...planSeveral(walkthrough, { fileName, diagrams, groups, options }), ...stale };
}

interface SeveralPages {
  /** Of the first page. */
  readonly fileName: string;
  readonly diagrams: readonly Diagram[];
  /** Parts of each further page. */
  readonly groups: readonly (readonly Diagram[])[];
  readonly options: Omit<PageOptions, "diagrams">;
}

function planSeveral(
  walkthrough: Walkthrough,
  { fileName, diagrams, groups, options }: SeveralPages,
): Pick<PagePlan, "pages" | "homeOf"> {
  const [, base = "", extension = ""] = matchParts(/^(.*?)(\.[^.]*)?$/, fileName);
  const ranges = groups.map(rangeOf);
  const arrowsOf = ranges.map((range) => takeNumbered(walkthrough.arrows, range));
  const names = toPageNames(arrowsOf.flatMap((arrows) => arrows.slice(0, 1)));
  const linkFrom =
    (folder: string) =>
    (range: FurtherRange, index: number): FurtherPage => ({
      ...range,
      address: `./${folder}${names[index]}${extension}`,
    });
  const first: PlannedPage = {
    path: fileName,
    write: () =>
      layOut(walkthrough, {
        ...options,
        diagrams: diagrams.filter(({ kind }) => kind === "overview"),
        pages: ranges.map(linkFrom(`${base}/`)),
      }),
  };
  const neighbours = ranges.map(linkFrom(""));
  const further = groups.map((group, index): PlannedPage => {
    const [previous, next] = [neighbours[index - 1], neighbours[index + 1]];
    const file = `${knownAt(names, index)}${extension}`;
    const place = {
      overview: { title: options.title, address: `../${fileName}` },
      ...onlyKnown({ previous, next }),
    };
    const write = (): Promise<RenderedPage> =>
      writeFurther({ walkthrough, group, options: { ...options, place, pageName: nameOf(file) } });
    return { path: `${base}/${file}`, write };
  });
  return { pages: [first, ...further], homeOf: createHomes([[], ...arrowsOf]) };
}

type FurtherRange = Pick<FurtherPage, "first" | "last">;

interface FurtherContent {
  readonly walkthrough: Walkthrough;
  readonly group: readonly Diagram[];
  readonly options: Omit<PageOptions, "diagrams">;
}

/** A page has at least one diagram. */
function rangeOf(group: readonly Diagram[]): Pick<Diagram, "first" | "last"> {
  return { first: knownAt(group, 0).first, last: knownAt(group, group.length - 1).last };
}

async function writeFurther({ walkthrough, group, options }: FurtherContent): Promise<RenderedPage> {
  const { first: from, last: to } = rangeOf(group);
  const { command: _command, leftOut: _leftOut, ...part } = partOf(walkthrough, { from, to });
  const { highlights = {}, omit = [], title } = options;
  const omitted = [...new Set(checkRanges(omit, walkthrough).values())];
  return layOut(
    // The first page explains the names.
    { ...part, variables: [], substituted: [] },
    {
      ...options,
      title: `${title}: ${part.arrows[0]?.label ?? ""}`,
      diagrams: group,
      highlights: keepKnown(highlights, part),
      omit: omitted
        .filter((range) => range.from <= to && range.to >= from)
        .map((range) => Object.assign({}, range, { from: Math.max(range.from, from), to: Math.min(range.to, to) })),
    },
  );
}

/** Ids of the steps of a walkthrough. */
function keepKnown(
  highlights: NonNullable<PageOptions["highlights"]>,
  { steps }: Walkthrough,
): NonNullable<PageOptions["highlights"]> {
  const known = new Set(steps.map(({ id }) => id));
  return Object.fromEntries(Object.entries(highlights).filter(([id]) => known.has(id)));
}

/** A note about other steps, or an image, is placed at the arrow that it is named after. */
function createHomes(pages: readonly (readonly Arrow[])[]): PagePlan["homeOf"] {
  const homes = new Map<string, number>(
    pages.flatMap((arrows, index) =>
      arrows.map(
        ({ step, kind }) => [`${toAnchor(step)} ${kind === "request" ? "request" : "response"}`, index] as const,
      ),
    ),
  );
  return (key) => homes.get(key.split(".", 1)[0] ?? key);
}
