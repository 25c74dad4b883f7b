import type { Trace } from "../model/types.ts";
import { isLazy } from "./lazy-list.ts";

/** Exchanges of a lazy list that are made ready at once: each takes some kilobytes of memory, and no picture or comparison of more is of use. */
export const MOST_AT_ONCE = 10_000;

/** Whether a trace has more exchanges than can be made ready at once. */
export function isTooLong(entries: Trace["log"]["entries"]): boolean {
  return isLazy(entries) && entries.length > MOST_AT_ONCE;
}

/** As much of the beginning of a trace as can be made ready at once: the trace itself, where that is all of it. */
export function takeMost(trace: Trace): Trace {
  const { entries } = trace.log;
  return isTooLong(entries) ? { log: { ...trace.log, entries: entries.slice(0, MOST_AT_ONCE) } } : trace;
}
