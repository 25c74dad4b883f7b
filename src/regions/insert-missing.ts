import { splitLines } from "../sequence/split-lines.ts";
import { createFenceTracker } from "./fence-tracker.ts";
import { findUnmarked } from "./find-unmarked.ts";
import { PAGE_HEADING } from "./headings.ts";
import { isRegion } from "./marked-parts.ts";
import { isOrphan } from "./orphans.ts";
import { type PagePart, parsePage, type Region } from "./parse-page.ts";
import { nameRegion, writeEmptyRegion } from "./regions.ts";

/** Parts of a page that come with what is recorded: the first variable, the first output. */
const COMING: ReadonlySet<string> = new Set(["substituted", "variables", "command", "output"]);

/**
 * Puts empty regions where the template has them into a page that wirewalk wrote before they had content. If the author's text may already
 * contain the same, or the page was marked by hand, the author decides.
 */
export function insertMissing(parts: readonly PagePart[], generated: readonly PagePart[]): readonly PagePart[] {
  let current = parts;
  const own = parts.filter(isRegion);
  if (own.length === 0 || own.some(({ sum }) => sum === undefined)) return parts;
  const names = new Set(own.map(({ id }) => nameRegion(id)));
  const hasDiagram = generated.filter(isRegion).some(({ id }) => nameRegion(id) === "part=diagram");
  if (hasDiagram && !names.has("part=diagram")) return parts;
  const missing = generated.filter(isRegion).filter(({ id }) => {
    return id.step === undefined && COMING.has(id.part) && !names.has(nameRegion(id));
  });
  const shown = findUnmarked(parts, missing);
  const said = listOwnLines(parts);
  for (const region of missing) {
    if (!shown.has(region) && !isSaid(region, said)) current = insert(current, region, generated);
  }
  return current;
}

function listOwnLines(parts: readonly PagePart[]): ReadonlySet<string> {
  const texts = parts.flatMap(({ kind, text }) => (kind === "prose" ? splitLines(text) : []));
  return new Set(texts.map((line) => line.trim()));
}

/** Whether the author has lines of its code already. */
function isSaid({ inner, syntax }: Region, said: ReadonlySet<string>): boolean {
  const fences = createFenceTracker(syntax);
  const code = splitLines(inner).filter((line) => fences.isCode(line) && /\w{3}/.test(line));
  return code.some((line) => said.has(line.trim()) && !/^\s*(?:```|~~~|----)/.test(line));
}

function insert(page: readonly PagePart[], region: Region, generated: readonly PagePart[]): readonly PagePart[] {
  const lines = page.flatMap(({ text }) => splitLines(text));
  const lineEnd = lines[0]?.endsWith("\r\n") === true ? "\r\n" : "\n";
  const heading = findHeading(generated, region);
  const markers = writeEmptyRegion(region.id, region.syntax);
  const at = findPlace(page, { region, heading, generated });
  const hasHeading = heading === undefined || at.isBehindHeading;
  const whole = lines.join("");
  const [above, below] = [whole.slice(0, at.offset), whole.slice(at.offset)];
  const block = [...(hasHeading ? [] : [heading, ""]), ...markers, ...(below === "" ? [] : [""])];
  const text = block.map((line) => line + lineEnd).join("");
  const gap = above === "" || /\n[ \t]*\r?\n$/.test(above) ? "" : above.endsWith("\n") ? lineEnd : lineEnd + lineEnd;
  return parsePage(above + gap + text + below);
}

/** The heading of the page that the template has right above a region, as it writes it; the first of the page belongs to all of it. */
function findHeading(generated: readonly PagePart[], region: Region): string | undefined {
  const above = generated[generated.indexOf(region) - 1];
  if (above === undefined || above.kind !== "prose") return undefined;
  return splitLines(above.text)
    .map((line) => line.trimEnd())
    .findLast((line) => /^(?:## |== )/.test(line));
}

interface Wanted {
  readonly region: Region;
  readonly heading: string | undefined;
  readonly generated: readonly PagePart[];
}

interface Place {
  readonly offset: number;
  /** Whether it is below its heading already. */
  readonly isBehindHeading: boolean;
}

/** Below its heading, if that is still there; otherwise above the next region that is there, and above the heading of that. */
function findPlace(page: readonly PagePart[], { region, heading, generated }: Wanted): Place {
  const starts = new Map<PagePart, number>();
  let length = 0;
  for (const part of page) {
    starts.set(part, length);
    length += part.text.length;
  }
  const startOf = (part: PagePart | undefined): number => (part === undefined ? length : (starts.get(part) ?? length));
  if (heading !== undefined) {
    for (const part of page) {
      const end = findLine(part, (line) => line.trimEnd() === heading)?.end;
      if (end !== undefined) return { offset: startOf(part) + end, isBehindHeading: true };
    }
  }
  const order = generated.filter(isRegion).map(({ id }) => nameRegion(id));
  const later = new Set(order.slice(order.indexOf(nameRegion(region.id)) + 1));
  const next = page.find((part) => isRegion(part) && later.has(nameRegion(part.id)));
  if (next === undefined) return { offset: startOf(page.find(isOrphan)), isBehindHeading: false };
  const above = page[page.indexOf(next) - 1];
  const begin = above === undefined ? undefined : findLine(above, (line) => /^(?:## |== )/.test(line))?.start;
  return { offset: begin === undefined ? startOf(next) : startOf(above) + begin, isBehindHeading: false };
}

/** The last heading of an author's text for which this holds. */
function findLine(
  part: PagePart,
  isWanted: (line: string) => boolean,
): { readonly start: number; readonly end: number } | undefined {
  if (part.kind !== "prose") return undefined;
  const fences = createFenceTracker(part.syntax);
  let at = 0;
  let found: { readonly start: number; readonly end: number } | undefined;
  for (const line of splitLines(part.text)) {
    const isHeading = !fences.isCode(line) && PAGE_HEADING.test(line);
    if (isHeading && isWanted(line)) found = { start: at, end: at + line.length };
    at += line.length;
  }
  return found;
}
