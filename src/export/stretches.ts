import { type AnalyzeOptions, analyze } from "../analyze/analyze.ts";
import type { Walkthrough } from "../analyze/types.ts";
import type { Trace } from "../trace/model/types.ts";
import { isLazy } from "../trace/stream/lazy-list.ts";
import { MOST_AT_ONCE } from "../trace/stream/most-at-once.ts";

/**
 * The walkthroughs of a trace, one after the other: a list of one, or for a trace that is longer than memory one for each stretch, made
 * again each time.
 */
export type Stretches = readonly Walkthrough[] | Iterable<Walkthrough>;

/** @param longest exchanges of a stretch */
export function toStretches(trace: Trace, known: AnalyzeOptions, longest = MOST_AT_ONCE): Stretches {
  const { log } = trace;
  const { entries } = log;
  if (!isLazy(entries) || entries.length <= longest) return [analyze(trace, known)];
  return {
    *[Symbol.iterator]() {
      for (let start = 0; start < entries.length; start += longest) {
        yield analyze({ log: { ...log, entries: entries.slice(start, start + longest) } }, known);
      }
    },
  };
}
