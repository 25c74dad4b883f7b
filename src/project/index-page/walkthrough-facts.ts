import type { ApiDescription, Walkthrough } from "../../analyze/types.ts";
import { nameOperation } from "../../openapi/measure-coverage.ts";
import { checkRanges } from "../../page/omitted-ranges.ts";
import { type OmittedRange } from "../../page/page.ts";

/** Facts about a walkthrough for the index of the project. */
export interface WalkthroughFacts {
  readonly calls: number;
  /** Labels, the caller first. */
  readonly participants: readonly string[];
  /** Documents that may describe its calls. */
  readonly descriptions: readonly ApiDescription[];
  /** Operations of them that its pages show, as `nameOperation` names them. */
  readonly operations: readonly string[];
}

/** @param omit arrows that its pages omit, and other pages may show */
export function toFacts(
  walkthrough: Walkthrough,
  descriptions: readonly ApiDescription[],
  omit: readonly OmittedRange[],
): WalkthroughFacts {
  const { steps, participants } = walkthrough;
  const omitted = checkRanges(omit, walkthrough);
  const shown = steps.filter(({ request }) => !omitted.has(request.number)).map(nameOperation);
  return {
    calls: steps.length,
    participants: participants.map(({ label }) => label),
    descriptions,
    operations: [...new Set(shown.filter((name) => name !== undefined))],
  };
}
