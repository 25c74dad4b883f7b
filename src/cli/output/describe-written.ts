import { onlyIf } from "../../json/only-if.ts";
import { onlyKnown } from "../../json/only-known.ts";
import { near } from "../../project/near.ts";
import type { RenderedWalkthrough } from "../../project/pages/render-walkthrough.ts";
import type { WrittenPages } from "../../project/pages/write-pages.ts";
import { formatMergeReport } from "../../regions/format-merge-report.ts";
import { type MergeReport, needsAuthor } from "../../regions/merge-report.ts";
import { countOf } from "../../sequence/count-of.ts";
import { describeMissing } from "../../trace/missing.ts";
import type { Outcome } from "./run-each.ts";

/** The result for the pages and images of a walkthrough in one line, and what the author still has to do. */
export function describeRendered(rendered: RenderedWalkthrough): Outcome {
  const { pictures, settings, kind } = rendered;
  const pages = withMissing(describeWritten(rendered), rendered);
  const names = [...(kind === "written" ? [nameWritten(rendered)] : []), ...pictures];
  const text = names.length === 0 ? pages.text : `wrote ${names.join(", ")}`;
  if (settings.length === 0) return { ...pages, text };
  const details = settings.map(({ file, line, message }) => `! ${file}:${line}: ${message}`);
  return {
    ...withDetails(pages, details),
    text,
    exitCode: Math.max(1, pages.exitCode),
    findings: settings,
  };
}

/** The author does not have to do anything, but the page does not mention it. */
function withMissing(pages: Outcome, { missing, remarks }: RenderedWalkthrough): Outcome {
  const lines = [...missing.map(describeMissing), ...remarks];
  return lines.length === 0 ? pages : withDetails(pages, lines);
}

function withDetails(pages: Outcome, lines: readonly string[]): Outcome {
  const { details = [] } = pages;
  return { ...pages, details: [...details, ...lines] };
}

/** The result for the pages alone; 1 if something is left to the author, or out of date. */
export function describeWritten(written: WrittenPages): Outcome {
  const { kind, first, merges, left } = written;
  const verb = kind.startsWith("outdated") ? "must be removed" : "was removed";
  const dropped = written.dropped.map((file) => `- ${near(file)} is no longer shown and ${verb}`);
  const details = [...describeMerges(written), ...dropped, ...left.map(describeLeft)];
  if (kind === "outdated") return { exitCode: 1, text: `${first} is out of date`, details: [...details, CHECK_HINT] };
  const report = joinReports(merges.map((merge) => merge.report));
  const needs = left.length > 0 || merges.some((merge) => needsAuthor(merge.report));
  return {
    exitCode: needs || kind === "outdated-pictures" ? 1 : 0,
    text: kind === "written" ? `Wrote ${nameWritten(written)}` : `${nameAll(written)} up to date`,
    ...onlyIf(report !== undefined || dropped.length > 0, { details }),
    ...onlyKnown({ report }),
  };
}

const CHECK_HINT = "Hint: Run the same command without --check.";

function isAlone({ count, left, removed }: WrittenPages): boolean {
  return count === 1 && left.length + removed.length === 0;
}

function nameWritten(written: WrittenPages): string {
  return isAlone(written) ? written.first : `${written.changed} of ${nameSeveral(written)}`;
}

function nameAll(written: WrittenPages): string {
  return isAlone(written) ? `${written.first} is` : `${nameSeveral(written)} are`;
}

function nameSeveral({ first, count }: WrittenPages): string {
  return `${first} and ${countOf(count - 1, "further page")}`;
}

function describeMerges(written: WrittenPages): readonly string[] {
  return written.merges.flatMap(({ file, report }) => {
    const lines = formatMergeReport(report);
    return isAlone(written) ? lines : lines.map((line) => `${near(file)}: ${line}`);
  });
}

function describeLeft(file: string): string {
  return `! ${near(file)} is no longer a page of this walkthrough but contains your prose: move the prose, then delete the file`;
}

/** undefined if all pages are new. */
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
