import type { AnalyzeOptions } from "../analyze/analyze.ts";
import type { Trace } from "../trace/model/types.ts";
import { type ExportFormat, type Exported, FORMATS, type Format } from "./formats.ts";
import { MOST_IN_REPORT, toHtml } from "./formats/html.ts";
import { createSubject } from "./subject.ts";

/** What is known of the services and names in the trace, as for `analyze`. */
export interface ExportOptions extends AnalyzeOptions {
  readonly format: ExportFormat;
  /** For `otlp`: whether headers become attributes of the spans, beside those in `wirewalk.entry`. @default false */
  readonly headers?: boolean;
}

/** Writes a trace in another format. Pure: the same trace and options give the same text. */
export function exportTrace(trace: Trace, { format, ...known }: ExportOptions): Exported {
  const { write, most }: Format = FORMATS[format];
  return write(createSubject(trace, { ...known, most }));
}

/** The HTML report of a trace: the text of one file that shows everything and loads nothing. */
export function createReport(trace: Trace, known: AnalyzeOptions = {}): string {
  return toHtml(createSubject(trace, { ...known, most: MOST_IN_REPORT }));
}

/** The formats of `exportTrace`, as the command line lists them. */
export const EXPORT_FORMATS: readonly ExportFormat[] = Object.keys(FORMATS).filter(isFormat);

function isFormat(name: string): name is ExportFormat {
  return name in FORMATS;
}
