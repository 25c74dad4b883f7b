import { mkdir, rm } from "node:fs/promises";
import { dirname } from "node:path";

import type { Io } from "../../cli/io.ts";
import { countOf } from "../../cli/output/counts.ts";
import type { Outcome } from "../../cli/output/run-each.ts";
import type { ImageOptions } from "../../diagram/image.ts";
import type { PagePlan } from "../../pages.ts";
import { refuseSecrets } from "../../redact/scan/gate.ts";
import { formatMergeReport } from "../../regions/format-merge-report.ts";
import { needsAuthor, type MergeReport } from "../../regions/merge-report.ts";
import { mergePage, type MergeOptions } from "../../regions/merge.ts";
import { writeFileAtomically } from "../../trace/files/file.ts";
import { near } from "../near.ts";
import { openPageFiles } from "./page-files.ts";
import { findStalePictures, writePictures } from "./page-pictures.ts";

export interface WritePagesOptions extends MergeOptions {
  /** Writes nothing; 1 where that would change something. @default false */
  readonly check?: boolean;
  /** What draws pictures. @default whatever there is */
  readonly engine?: ImageOptions["engine"];
  readonly io: Io;
}

/** What became of the pages; `text` is of them alone. */
export interface WrittenPages extends Outcome {
  /** Files of pictures that were drawn, or with `check` have to be. */
  readonly pictures: readonly string[];
}

/**
 * Writes or refreshes the pages of a plan, each with the author's prose; 1 where it leaves something to the author. A
 * section that moved to another page is written there before it goes from where it was.
 *
 * @param first the first page
 */
export async function writePages(
  first: string,
  plan: PagePlan,
  { check = false, engine, io, ...options }: WritePagesOptions,
): Promise<WrittenPages> {
  const { pages, leftovers } = await openPageFiles(first, plan);
  const isAlone = plan.pages.length === 1 && leftovers.length === 0;
  const late: { readonly file: string; readonly text: string }[] = [];
  const details: string[] = [];
  const reports: MergeReport[] = [];
  let changed = 0;
  let isFirstWritten = false;
  const drawn: string[] = [];
  for await (const { file, existing, base, fresh, pictures, hasGiven } of pages()) {
    const merged = base === undefined ? undefined : mergePage(base, fresh, options);
    const text = merged?.text ?? fresh;
    refuseIn(refuseSecrets, near(file), [existing, text]);
    if (merged !== undefined) reports.push(merged.report);
    const lines = merged === undefined ? [] : formatMergeReport(merged.report);
    details.push(...(isAlone ? lines : lines.map((line) => `${near(file)}: ${line}`)));
    if (pictures.length > 0 && !check) await mkdir(dirname(file), { recursive: true });
    const draw = check ? findStalePictures(file, pictures) : writePictures(file, pictures, { io, engine });
    drawn.push(...(await draw));
    if (existing === text) continue;
    changed += 1;
    isFirstWritten ||= file === first;
    if (check) continue;
    if (hasGiven) late.push({ file, text });
    else await write(file, text);
  }
  const left = leftovers.flatMap(({ rest: text, ...page }) => (text === undefined ? [] : [{ ...page, text }]));
  const idle = leftovers.filter(({ rest }) => rest === undefined);
  if (!check) {
    for (const { file, text } of [...late, ...left.filter(({ isChanged }) => isChanged)]) await write(file, text);
    for (const { file } of idle) await rm(file);
  }
  details.push(
    ...left.map(
      ({ file }) => `! ${near(file)} is no page of it any more, and has text of yours: move it, then remove the file`,
    ),
  );
  const needs = left.length > 0 || reports.some(needsAuthor);
  const report = joinReports(reports);
  if (check && changed + idle.length > 0) {
    return { exitCode: 1, text: `${first} is out of date`, details: [...details, CHECK_HINT], pictures: drawn };
  }
  return {
    exitCode: needs || (check && drawn.length > 0) ? 1 : 0,
    text: isAlone ? describeOne(first, isFirstWritten) : describeAll(first, plan, changed),
    pictures: drawn,
    ...(report && { details, report }),
  };
}

/** Where a secret stands on the page already, its line there is of more use than where it would come to stand. */
function refuseIn(
  refuse: (page: string, text: string) => void,
  page: string,
  [existing, wanted]: readonly [string | undefined, string],
): void {
  try {
    refuse(page, wanted);
  } catch (error) {
    if (existing !== undefined) refuse(page, existing);
    throw error;
  }
}

const CHECK_HINT = "Hint: run the same command without --check.";

async function write(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFileAtomically(file, text);
}

function describeOne(first: string, isWritten: boolean): string {
  return isWritten ? `Wrote ${first}` : `${first} is up to date`;
}

function describeAll(first: string, { pages }: PagePlan, changed: number): string {
  const all = `${first} and ${countOf(pages.length - 1, "further page")}`;
  return changed === 0 ? `${all} are up to date` : `Wrote ${changed} of ${all}`;
}

/** undefined where all pages are new. */
function joinReports(reports: readonly MergeReport[]): MergeReport | undefined {
  if (reports.length <= 1) return reports[0];
  return {
    steps: reports.flatMap(({ steps }) => steps),
    changed: reports.flatMap(({ changed }) => changed),
    edited: reports.flatMap(({ edited }) => edited),
    orphans: reports.flatMap(({ orphans }) => orphans),
    references: reports.flatMap(({ references }) => references),
  };
}
