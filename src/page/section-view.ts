import type { Arrow, Fold, Step, Walkthrough } from "../analyze/types.ts";
import { UserError } from "../errors.ts";
import { listNumbers } from "../sequence/numbered.ts";
import { toAnchor } from "./anchor.ts";
import { findPartLinks } from "./diagram-view.ts";
import { viewExchangeSection, type ExchangeSection } from "./exchange-section.ts";
import type { NumberedRange } from "./omitted-ranges.ts";
import type { PageOptions } from "./page-options.ts";
import { createHeaderFilter } from "./shown-headers.ts";

/** One section of the page below "Request/Response"; `template` names the template that lays it out. */
export type SectionView = ExchangeSection | OmittedSection | FoldedSection;

/** Omitted arrows, and the page that shows them. */
interface OmittedSection extends Omit<NumberedRange, "isUnlike"> {
  readonly template: "omitted";
  /** Link to the page that shows them, or "", and its title. */
  readonly page: string;
  readonly title: string;
  /** Whether that page shows calls like these, but not the same. */
  readonly isUnlike: boolean;
  /** Step and part of the first arrow left out: it gives the region its name. */
  readonly step: string;
  readonly part: "request" | "response";
}

/** Omitted arrows that only repeat the arrows around them. */
interface FoldedSection {
  readonly template: "folded";
  readonly from: number;
  readonly to: number;
  /** Number of exchanges left out. */
  readonly count: number;
  /** Number of a request that is like them. */
  readonly like: number;
  /** Step and part of the first arrow left out: it gives the region its name. */
  readonly step: string;
  readonly part: "request" | "response";
}

/**
 * Sections in the order of events. They are made on iteration, so that a page of thousands of exchanges never has all of them in memory.
 *
 * @param omitted the omitted arrows, by number
 * @throws UserError for highlights of unknown steps
 */
export function viewSections(
  walkthrough: Walkthrough,
  options: PageOptions,
  omitted: ReadonlyMap<number, NumberedRange>,
): Iterable<SectionView> {
  const { arrows } = walkthrough;
  const steps = new Map(walkthrough.steps.map((step) => [step.id, step]));
  checkHighlights(options, steps);
  const numbers = new Map(walkthrough.steps.map(({ id, request }) => [id, request.number]));
  const pictureOf = findPartLinks(walkthrough, options.diagrams);
  const isShown = createHeaderFilter([options.headers, walkthrough.headers]);
  const context = { options, numbers, pictureOf, isShown, hasEmptyBodies: walkthrough.emptyBodies === true };
  const folded = listNumbers(walkthrough.folds);
  const folds = new Map(walkthrough.folds.map((fold) => [fold.first, fold]));
  return {
    *[Symbol.iterator]() {
      for (const arrow of arrows) {
        const range = omitted.get(arrow.number);
        const step = steps.get(arrow.step);
        if (range?.from === arrow.number) yield omit(range, arrow);
        const fold = folds.get(arrow.number);
        if (range !== undefined || step === undefined) continue;
        if (fold !== undefined) yield viewFold(fold, arrow);
        if (!folded.has(arrow.number)) yield viewExchangeSection(arrow, step, context);
      }
    },
  };
}

function viewFold({ first, last, count, like }: Fold, { step, kind }: Arrow): FoldedSection {
  const part = kind === "request" ? "request" : "response";
  return { template: "folded", from: first, to: last, count, like, step: toAnchor(step), part };
}

function omit({ page = "", title = "", isUnlike, ...range }: NumberedRange, { step, kind }: Arrow): OmittedSection {
  return {
    ...range,
    page,
    title,
    isUnlike: isUnlike === true,
    template: "omitted",
    step: toAnchor(step),
    part: kind === "request" ? "request" : "response",
  };
}

function checkHighlights({ highlights = {} }: PageOptions, steps: ReadonlyMap<string, Step>): void {
  const unknown = Object.keys(highlights).find((id) => !steps.has(id));
  if (unknown === undefined) return;
  throw new UserError(`Highlights name the step "${unknown}", which is not in the trace.`, {
    hint: `Its steps: ${[...steps.keys()].slice(0, 20).join(", ")}.`,
  });
}
