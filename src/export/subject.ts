import { type AnalyzeOptions, analyze } from "../analyze/analyze.ts";
import type { Walkthrough } from "../analyze/types.ts";
import type { Trace } from "../trace/model/types.ts";
import { oneLine } from "./one-line.ts";
import { type Script, toScript } from "./script.ts";

/** What a format writes, in three forms: each format takes the one it needs. */
export interface Subject {
  readonly trace: Trace;
  readonly walkthrough: Walkthrough;
  readonly script: Script;
  /** One line for a title: the command, or the first request. */
  readonly title: string;
  /** Exchanges of the trace that are not in it, where it is only the beginning. */
  readonly leftOut?: number;
  /** Whether headers are written where a format can do without. @default false */
  readonly headers?: boolean;
}

export interface SubjectOptions extends AnalyzeOptions {
  /** Exchanges that are taken. @default all */
  readonly most?: number | undefined;
  readonly headers?: boolean | undefined;
}

export function createSubject(
  whole: Trace,
  { most = Infinity, headers = false, ...known }: SubjectOptions = {},
): Subject {
  const { entries } = whole.log;
  const isPart = entries.length > most;
  const trace = isPart ? { log: { ...whole.log, entries: entries.slice(0, most) } } : whole;
  const walkthrough = analyze(trace, known);
  let script: Script | undefined;
  return {
    trace,
    walkthrough,
    headers,
    ...(isPart && { leftOut: entries.length - most }),
    // Scripts hold what was sent; most formats need none.
    get script() {
      return (script ??= toScript(walkthrough));
    },
    title: titleOf(walkthrough),
  };
}

function titleOf({ command, steps }: Walkthrough): string {
  const first = steps[0]?.request;
  const fallback = first === undefined ? "Empty trace" : `${first.method} ${first.path} …`;
  return oneLine(command?.argv.join(" ") || fallback);
}
