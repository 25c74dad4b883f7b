import { analyze } from "../analyze/analyze.ts";
import type { Profile, Walkthrough } from "../analyze/types.ts";
import type { Trace } from "../trace/types.ts";
import { type ExportFormat, type Exported, FORMATS } from "./formats.ts";
import { oneLine } from "./one-line.ts";
import { toScript } from "./script.ts";

export interface ExportOptions {
  readonly format: ExportFormat;
  /** What is known of the services in the trace. */
  readonly profile?: Profile;
}

/** Writes a trace in another format. Pure: the same trace and options give the same text. */
export function exportTrace(trace: Trace, { format, profile }: ExportOptions): Exported {
  const walkthrough = analyze(trace, { profile });
  return FORMATS[format]({ trace, walkthrough, script: toScript(walkthrough), title: titleOf(walkthrough) });
}

/** The formats of `exportTrace`, as the command line lists them. */
export const EXPORT_FORMATS: readonly ExportFormat[] = Object.keys(FORMATS).filter(isFormat);

function isFormat(name: string): name is ExportFormat {
  return name in FORMATS;
}

function titleOf({ command, steps }: Walkthrough): string {
  const first = steps[0]?.request;
  const fallback = first === undefined ? "Empty trace" : `${first.method} ${first.path} …`;
  return oneLine(command?.argv.join(" ") || fallback);
}
