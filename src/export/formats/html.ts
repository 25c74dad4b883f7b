import { toReportJson } from "../report-data.ts";
import { readReportFiles } from "../report-files.ts";
import { chunksOfSafePage } from "../safe-page.ts";
import type { Subject } from "../subject.ts";

/** Number of exchanges: browsers are slow with more. */
export const MOST_IN_REPORT = 5000;

export function toHtml(subject: Subject): Iterable<string> {
  return chunksOfSafePage(readReportFiles(), toReportJson(subject));
}
