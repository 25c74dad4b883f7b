import type { AnalyzeOptions } from "../analyze/analyze.ts";
import type { Walkthrough } from "../analyze/types.ts";
import { onlyIf } from "../json/only-if.ts";
import type { Trace } from "../trace/model/types.ts";
import { oneLine } from "./one-line.ts";
import { type Script, toScript } from "./script.ts";
import { type Stretches, toStretches } from "./stretches.ts";

/** The content for a format, in several forms, each made on demand. */
export interface Subject {
  readonly trace: Trace;
  /** Of the first stretch, which is all of it for formats that hold no more than so many exchanges. */
  readonly walkthrough: Walkthrough;
  /** The same one after the other, for formats that write an exchange at a time. */
  readonly stretches: Stretches;
  readonly script: Script;
  /** One line for a title: the command, or the first request. */
  readonly title: string;
  /** Number of exchanges of the trace that it lacks, if it is only the beginning. */
  readonly leftOut?: number;
  /** Whether headers are written even if a format does not need them. @default false */
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
  let stretches: Stretches | undefined;
  let walkthrough: Walkthrough | undefined;
  let script: Script | undefined;
  const divide = (): Stretches => (stretches ??= toStretches(trace, known));
  const begin = (): Walkthrough => (walkthrough ??= firstOf(divide()));
  return {
    trace,
    headers,
    ...onlyIf(isPart, { leftOut: entries.length - most }),
    get stretches() {
      return divide();
    },
    get walkthrough() {
      return begin();
    },
    // Scripts contain the requests as sent; most formats need no script.
    get script() {
      return (script ??= toScript(divide()));
    },
    get title() {
      return titleOf(begin());
    },
  };
}

function firstOf<T>(items: Iterable<T>): T {
  for (const item of items) return item;
  throw new Error("There is always one stretch.");
}

function titleOf({ command, steps }: Walkthrough): string {
  const first = steps[0]?.request;
  const fallback = first === undefined ? "Empty trace" : `${first.method} ${first.path} …`;
  return oneLine(command?.argv.join(" ") || fallback);
}
