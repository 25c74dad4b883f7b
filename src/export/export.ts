import type { Profile } from "../analyze/types.ts";
import type { Trace } from "../trace/model/types.ts";
import { type ExportFormat, type Exported, FORMATS, type Format } from "./formats.ts";
import { MOST_IN_REPORT, toHtml } from "./formats/html.ts";
import { createSubject } from "./subject.ts";

export interface ExportOptions {
  readonly format: ExportFormat;
  /** What is known of the services in the trace. */
  readonly profile?: Profile;
}

/** Writes a trace in another format. Pure: the same trace and options give the same text. */
export function exportTrace(trace: Trace, { format, profile }: ExportOptions): Exported {
  const { write, most }: Format = FORMATS[format];
  return write(createSubject(trace, { profile, most }));
}

/** The HTML report of a trace: the text of one file that shows everything and loads nothing. */
export function createReport(trace: Trace, { profile }: Pick<ExportOptions, "profile"> = {}): string {
  return toHtml(createSubject(trace, { profile, most: MOST_IN_REPORT }));
}

/** The formats of `exportTrace`, as the command line lists them. */
export const EXPORT_FORMATS: readonly ExportFormat[] = Object.keys(FORMATS).filter(isFormat);

function isFormat(name: string): name is ExportFormat {
  return name in FORMATS;
}
