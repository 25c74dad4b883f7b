import { UserError } from "../errors.ts";
import { parsePage, type PagePart, type Region } from "./parse-page.ts";
import { nameRegion, sumRegion, writeRegion } from "./regions.ts";

/**
 * Puts the regions of a fresh page into an existing one. Every byte outside of regions stays, and so do regions that
 * say the same already.
 *
 * @throws UserError where regions were edited by hand, or the two pages do not have the same regions in the same order
 */
export function refreshPage(existing: string, fresh: string): string {
  const parts = parsePage(existing);
  const freshRegions = parsePage(fresh).filter(isRegion);
  const oldRegions = parts.filter(isRegion);
  checkSameRegions(oldRegions, freshRegions);
  checkUnedited(oldRegions, freshRegions);
  const next = freshRegions.values();
  return parts.map((part) => (part.kind === "region" ? refreshRegion(part, next.next().value) : part.text)).join("");
}

/** A region that does not say what it should. */
export interface OutdatedRegion {
  /** `step get-images, part request` */
  readonly name: string;
  /** Of its first marker, from 1. */
  readonly line: number;
}

/** The regions in which two states of one page differ; the lines are those of the first. */
export function listOutdated(existing: string, wanted: string): readonly OutdatedRegion[] {
  const fresh = parsePage(wanted).filter(isRegion);
  return parsePage(existing)
    .filter(isRegion)
    .filter((region, index) => region.text !== fresh[index]?.text)
    .map(({ id, line }) => ({ name: nameRegion(id), line }));
}

function refreshRegion(region: Region, fresh: Region | undefined): string {
  if (fresh === undefined || region.sum === fresh.sum) return region.text;
  const { indent, lineEnd } = region;
  const lines = writeRegion(region.id, fresh.inner).split("\n");
  const text = lines.map((line) => (line === "" ? "" : indent + line)).join(lineEnd);
  const byteOrderMark = region.text.startsWith("\uFEFF") ? "\uFEFF" : "";
  return byteOrderMark + text + (region.text.endsWith("\n") ? lineEnd : "");
}

function checkSameRegions(old: readonly Region[], fresh: readonly Region[]): void {
  if (old.length === 0) {
    throw new UserError("The page has no regions that could be refreshed.", {
      hint: "Render into a new file, or add the markers of the regions that it should have.",
    });
  }
  const oldNames = old.map(({ id }) => nameRegion(id));
  const freshNames = fresh.map(({ id }) => nameRegion(id));
  if (oldNames.join("\n") === freshNames.join("\n")) return;
  const gone = oldNames.filter((name) => !freshNames.includes(name)).map((name) => `no longer there: ${name}`);
  const added = freshNames.filter((name) => !oldNames.includes(name)).map((name) => `new: ${name}`);
  const differences = [...gone, ...added];
  throw new UserError(
    `The trace has other regions than the page: ${listFew(differences.length > 0 ? differences : ["the same in another order"])}.`,
    { hint: "Render into a new file and move your prose there. The page was not changed." },
  );
}

function checkUnedited(old: readonly Region[], fresh: readonly Region[]): void {
  const edited = old.filter((region, index) => isEdited(region) && sumInner(region) !== fresh[index]?.sum);
  if (edited.length === 0) return;
  const places = edited.map(({ id, line }) => `${nameRegion(id)} (line ${line})`);
  throw new UserError(`Regions of the page were edited by hand: ${listFew(places)}.`, {
    hint: "Move your text out of the markers, or undo the edit. The page was not changed.",
  });
}

/** A marker written by hand has no checksum; an empty region there waits to be filled. */
function isEdited(region: Region): boolean {
  if (region.sum === undefined) return region.inner.trim() !== "";
  return sumInner(region) !== region.sum;
}

function sumInner({ inner, indent }: Region): string {
  if (indent === "") return sumRegion(inner);
  return sumRegion(
    inner.replace(/^[ \t]+/gm, (space) => (space.startsWith(indent) ? space.slice(indent.length) : space)),
  );
}

function isRegion(part: PagePart): part is Region {
  return part.kind === "region";
}

function listFew(items: readonly string[]): string {
  return items.length <= 5 ? items.join(", ") : `${items.slice(0, 5).join(", ")} and ${items.length - 5} more`;
}
