import { rm } from "node:fs/promises";

import type { FindOwn } from "../../redact/scan/find-own.ts";
import { refuseSecrets } from "../../redact/scan/gate.ts";
import type { MergeReport } from "../../regions/merge-report.ts";
import { type MergedPage, type MergeOptions, mergePage } from "../../regions/merge.ts";
import { readTextIfThere } from "../../trace/files/read-text-if-there.ts";
import { writeFileAtomically } from "../../trace/files/write-file.ts";
import { near } from "../near.ts";
import { findStaleBodies, writeBodies } from "./body-files.ts";
import { findLeftoverFiles } from "./leftover-files.ts";
import { type PageFile, openPageFiles } from "./page-files.ts";
import { type Draw, findStalePictures, writePictures } from "./page-pictures.ts";
import type { PagePlan } from "./plan-pages.ts";

export interface WritePagesOptions extends MergeOptions {
  /** Whether to write nothing and only report the changes. @default false */
  readonly check?: boolean;
  /** Finds values that the user declares secret; a page that contains one is not written. @default none */
  readonly findOwn?: FindOwn | undefined;
  /** Draws images. @default mermaid-cli; without a browser, the built-in engine */
  readonly draw?: Draw | undefined;
}

/** The outcome for the pages of a plan. */
export interface WrittenPages {
  /**
   * `outdated`, `outdated-pictures`: writing would change the pages, or only their images; used only if nothing is to
   * be written.
   */
  readonly kind: "written" | "unchanged" | "outdated" | "outdated-pictures";
  readonly first: string;
  /** Number of pages, and of pages that changed or have to change. */
  readonly count: number;
  readonly changed: number;
  /** Reports of the pages that existed before, in the order of the plan. */
  readonly merges: readonly MergedFile[];
  /** Pages that the walkthrough no longer has and that contain the author's text; those without it are removed. */
  readonly left: readonly string[];
  readonly removed: readonly string[];
  /** Files of pictures that were drawn, or have to be. */
  readonly pictures: readonly string[];
  /** Files of pictures that no page shows any more: they were removed, or have to be. */
  readonly dropped: readonly string[];
}

export interface MergedFile {
  readonly file: string;
  readonly report: MergeReport;
}

/**
 * Writes or updates the pages of a plan, each with the author's prose. A section that moved to another page is written
 * there before it is removed from its old page.
 *
 * @param first the first page
 */
export async function writePages(first: string, plan: PagePlan, options: WritePagesOptions): Promise<WrittenPages> {
  const { check = false } = options;
  const { pages, leftovers } = await openPageFiles(first, plan);
  const late: PageText[] = [];
  const merges: MergedFile[] = [];
  const [pictures, dropped]: [string[], string[]] = [[], []];
  let changed = 0;
  for await (const page of pages()) {
    const { file, existing, hasGiven } = page;
    const { text, report } = toNewText(page, options);
    if (report !== undefined) merges.push({ file, report });
    pictures.push(...(await drawPictures(page, options)));
    dropped.push(...(await findLeftoverFiles(page, text)));
    if (existing === text) continue;
    changed += 1;
    if (check) continue;
    if (hasGiven) late.push({ file, text });
    else await writeFileAtomically(file, text);
  }
  const left = leftovers.flatMap(({ rest: text, ...page }) => (text === undefined ? [] : [{ ...page, text }]));
  const removed = leftovers.flatMap(({ rest, file }) => (rest === undefined ? [file] : []));
  for (const file of removed) dropped.push(...(await listFilesOf(file)));
  if (!check) {
    for (const { file, text } of [...late, ...left.filter(({ isChanged }) => isChanged)])
      await writeFileAtomically(file, text);
    for (const file of [...removed, ...dropped]) await rm(file);
  }
  return {
    kind: toKind(check, { changed, removed: removed.length, pictures: pictures.length + dropped.length }),
    first,
    count: plan.pages.length,
    changed,
    merges,
    left: left.map(({ file }) => file),
    removed,
    pictures,
    dropped,
  };
}

async function listFilesOf(removed: string): Promise<readonly string[]> {
  return findLeftoverFiles({ file: removed, existing: await readTextIfThere(removed), pictures: [], bodies: [] }, "");
}

interface PageText {
  readonly file: string;
  readonly text: string;
}

interface Counts {
  readonly changed: number;
  readonly removed: number;
  readonly pictures: number;
}

function toKind(check: boolean, { changed, removed, pictures }: Counts): WrittenPages["kind"] {
  if (!check) return changed > 0 ? "written" : "unchanged";
  if (changed + removed > 0) return "outdated";
  return pictures > 0 ? "outdated-pictures" : "unchanged";
}

/** If a secret is on the page already, its line there is more useful than its future line. */
function toNewText(
  { file, existing, base, fresh }: PageFile,
  { findOwn, ...options }: WritePagesOptions,
): { readonly text: string; readonly report: MergedPage["report"] | undefined } {
  const { text, report } = base === undefined ? { text: fresh, report: undefined } : mergePage(base, fresh, options);
  try {
    refuseSecrets(near(file), text, findOwn);
  } catch (error) {
    if (existing !== undefined) refuseSecrets(near(file), existing, findOwn);
    throw error;
  }
  return { text, report };
}

async function drawPictures(
  { file, pictures, bodies }: PageFile,
  { check = false, draw }: WritePagesOptions,
): Promise<readonly string[]> {
  if (check) return [...(await findStalePictures(file, pictures)), ...(await findStaleBodies(file, bodies))];
  return [...(await writePictures(file, pictures, draw)), ...(await writeBodies(file, bodies))];
}
