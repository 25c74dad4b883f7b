import type { AnalyzeOptions } from "../analyze/analyze.ts";
import type { Trace } from "../trace/model/types.ts";
import { type ExportFormat, type ExportedFiles, FORMATS, type Format } from "./formats.ts";
import { MOST_IN_REPORT, toHtml } from "./formats/html.ts";
import { createSubject } from "./subject.ts";

/** Describes the services and names in the trace, as for `analyze`. */
export interface ExportOptions extends AnalyzeOptions {
  readonly format: ExportFormat;
  /** For `otlp`: whether headers become attributes of the spans, in addition to those in `wirewalk.entry`. @default false */
  readonly headers?: boolean;
}

/** The text of a file, or the files of a directory by their paths in it. */
export type Exported = string | ReadonlyMap<string, string>;

/** Writes a trace in another format. Pure: the same trace and options give the same text. */
export function exportTrace(trace: Trace, options: ExportOptions): Exported {
  const { pieces, files = [] } = exportInPieces(trace, options);
  return pieces === undefined ? new Map(files) : Array.from(pieces).join("");
}

/** An export in pieces, because it may be larger than memory. */
export interface ExportInPieces {
  /** The text of its file. */
  readonly pieces?: Iterable<string>;
  /** The files of its directory, if it is one. */
  readonly files?: ExportedFiles;
  /** Number of exchanges that it does not contain. */
  readonly leftOut: number;
}

export function exportInPieces(trace: Trace, { format, ...known }: ExportOptions): ExportInPieces {
  const row: Format = FORMATS[format];
  const { most } = row;
  const subject = createSubject(trace, { ...known, most });
  const { leftOut = 0 } = subject;
  return "write" in row
    ? { pieces: repeat(() => row.write(subject)), leftOut }
    : { files: row.writeFiles(subject), leftOut };
}

/** The HTML report of a trace: the text of one file that shows everything and loads nothing, in pieces. */
export function createReport(trace: Trace, known: AnalyzeOptions = {}): Iterable<string> {
  return repeat(() => toHtml(createSubject(trace, { ...known, most: MOST_IN_REPORT })));
}

/** An iterable that is read once to compare it with the existing file, and again to write it. */
function repeat<T>(make: () => Iterable<T>): Iterable<T> {
  return { [Symbol.iterator]: () => make()[Symbol.iterator]() };
}

/** The formats of `exportTrace`, as the command line lists them. */
export const EXPORT_FORMATS: readonly ExportFormat[] = Object.keys(FORMATS).filter(isFormat);

function isFormat(name: string): name is ExportFormat {
  return name in FORMATS;
}
