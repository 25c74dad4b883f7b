import { UserError } from "../errors.ts";
import { splitLines } from "../sequence/split-lines.ts";
import { findOpenFence } from "./fence-tracker.ts";
import { findUnmarked, type Lines } from "./find-unmarked.ts";
import type { PagePart, Region } from "./parse-page.ts";
import { nameRegion, writeEmptyRegion } from "./regions.ts";
import { toSectionKey } from "./sections.ts";

/**
 * Throws a `UserError` with the lines to add if a page lacks markers: inserted text would be a duplicate. Steps that are missing from the
 * page altogether are new and lack nothing.
 */
export function checkMarkers(page: readonly PagePart[], generated: readonly Region[]): void {
  const own = page.filter((part) => part.kind === "region");
  const ends = new Map(own.map(({ id, line, text }) => [nameRegion(id), line + splitLines(text).length - 1]));
  const missing = generated.filter(({ id }) => !ends.has(nameRegion(id)));
  if (missing.length === 0) return;
  const unmarked = findUnmarked(page, missing);
  const shown = new Set([...unmarked.keys()].map(({ id }) => toSectionKey(id)));
  const expects = createExpectation(own, generated);
  const lacking = missing.filter(
    (region) => expects(region) || (isOfStep(region) && shown.has(toSectionKey(region.id))),
  );
  const [first, ...others] = lacking;
  if (first === undefined) return;
  const fence = findOpenFence(page.map(({ text }) => text).join(""));
  const what =
    own.length === 0
      ? "no regions that could be refreshed"
      : others.length === 0
        ? `no region "${nameRegion(first.id)}"`
        : `${lacking.length} regions fewer than it should`;
  const places = placeAll(generated, { ends, unmarked });
  const shownPlaces = lacking.slice(0, LONGEST_LIST).map((region) => showPlace(region, places.get(region)));
  const rest = lacking.length > LONGEST_LIST ? `\n  and ${lacking.length - LONGEST_LIST} more` : "";
  throw new UserError(`The page has ${what}.`, {
    hint:
      fence === undefined || own.length === 0
        ? `${own.length === 0 ? "Render into a new file, or put" : "Put"} ${ADVICE}${shownPlaces.join("")}${rest}`
        : `The code fence that opens on line ${fence} is not closed and may hide it.`,
  });
}

/** More than these are better rendered into a new file. */
const LONGEST_LIST = 200;

const ADVICE =
  "these markers where each region belongs. `render` fills empty regions and keeps other text unless you pass --force:";

function isOfStep({ id }: Region): boolean {
  return id.step !== undefined;
}

/** Decides which regions of the generated page must be on the page: regions of the page as a whole, and of steps that it shows. */
function createExpectation(own: readonly Region[], generated: readonly Region[]): (region: Region) => boolean {
  const sections = new Set(own.map(({ id }) => toSectionKey(id)));
  const steps = new Set(own.map(({ id }) => id.step));
  // A step that is summarized by a note, before or now, may have only one of its halves.
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
  /** Line of the end marker of each region. */
  readonly ends: ReadonlyMap<string, number>;
  readonly unmarked: ReadonlyMap<Region, Lines>;
}

/** Where each missing region should be: around existing text, or after the preceding region. */
function placeAll(generated: readonly Region[], { ends, unmarked }: PageLines): ReadonlyMap<Region, string> {
  const places = new Map<Region, string>();
  let above = 0;
  for (const region of generated) {
    const found = unmarked.get(region);
    if (found !== undefined) {
      const { first, last } = found;
      places.set(region, first === last ? `around line ${first}` : `around lines ${first}-${last}`);
    } else places.set(region, above === 0 ? "near the top" : `below line ${above}`);
    above = Math.max(above, ends.get(nameRegion(region.id)) ?? found?.last ?? 0);
  }
  return places;
}

function showPlace({ id, syntax }: Region, place = ""): string {
  return [`\n  ${place}:`, ...writeEmptyRegion(id, syntax)].join("\n    ");
}
