import { UserError } from "../errors.ts";
import { findOpenFence } from "./fence-tracker.ts";
import { ANCHOR } from "./headings.ts";
import { type PagePart, type Region, splitLines } from "./parse-page.ts";
import { nameRegion, writeEmptyRegion } from "./regions.ts";
import { toSectionKey } from "./sections.ts";

/**
 * Throws a `UserError` with the lines to add where a page lacks markers: text put in anyway would stand there twice.
 * Steps that the page knows nothing of are new and lack nothing.
 */
export function checkMarkers(page: readonly PagePart[], generated: readonly Region[]): void {
  const own = page.filter((part) => part.kind === "region");
  const lines = new Map(own.map(({ id, line, text }) => [nameRegion(id), line + splitLines(text).length - 1]));
  const [first] = generated;
  if (own.length === 0 && first !== undefined) {
    throw new UserError("The page has no regions that could be refreshed.", {
      hint: `Render into a new file, or put these lines where "${nameRegion(first.id)}" should be:${showMarkers(first)}`,
    });
  }
  const expects = createExpectation(own, generated);
  let last: Region | undefined;
  for (const region of generated) {
    if (!lines.has(nameRegion(region.id))) {
      if (expects(region)) throw missing(region, last, { page, lines });
      refuseUnmarked(region, page);
    } else last = region;
  }
}

/** Says which regions of the generated page must be on the page: those of the page as a whole, and of steps that it shows. */
function createExpectation(own: readonly Region[], generated: readonly Region[]): (region: Region) => boolean {
  const sections = new Set(own.map(({ id }) => toSectionKey(id)));
  const steps = new Set(own.map(({ id }) => id.step));
  // A step that a note stands for, before or now, comes and goes by halves.
  const omitted = new Set([...own, ...generated].filter(isOmitted).map(({ id }) => id.step));
  const hasSteps = own.some(({ id }) => id.step !== undefined);
  return ({ id }) =>
    id.step === undefined ||
    !hasSteps ||
    sections.has(toSectionKey(id)) ||
    (steps.has(id.step) && !omitted.has(id.step));
}

function isOmitted({ id }: Region): boolean {
  return id.part.endsWith(".omitted");
}

interface PageLines {
  readonly page: readonly PagePart[];
  /** Line of the end marker of each region. */
  readonly lines: ReadonlyMap<string, number>;
}

function missing(region: Region, last: Region | undefined, { page, lines }: PageLines): UserError {
  const name = nameRegion(region.id);
  const fence = findOpenFence(page.map(({ text }) => text).join(""));
  const place =
    last === undefined
      ? "above the first region"
      : `below line ${lines.get(nameRegion(last.id))}, where "${nameRegion(last.id)}" ends`;
  return new UserError(`The page has no region "${name}".`, {
    hint:
      fence === undefined
        ? `Put these lines ${place}, or where it should be:${showMarkers(region)}`
        : `The code fence that opens on line ${fence} is not closed and may hide it.`,
  });
}

/** The heading of a new step stands in the author's text: somebody took its markers away. */
function refuseUnmarked({ id, inner, syntax }: Region, page: readonly PagePart[]): void {
  const [anchor] = ANCHOR.exec(inner) ?? [];
  if (anchor === undefined) return;
  const holder = page.find((part) => part.kind === "prose" && part.text.includes(anchor));
  if (holder === undefined) return;
  const line = holder.line + splitLines(holder.text.slice(0, holder.text.indexOf(anchor))).length - 1;
  throw new UserError(`The heading of "${nameRegion(id)}" (line ${line}) has no markers.`, {
    hint: `Put it between these lines:${showMarkers({ id, syntax })}`,
  });
}

function showMarkers({ id, syntax }: Pick<Region, "id" | "syntax">): string {
  return ["", ...writeEmptyRegion(id, syntax)].join("\n    ");
}
