import { toCondition } from "../trace/choose/condition.ts";
import type { Entry, Trace } from "../trace/model/types.ts";

/** Which exchanges of a trace are meant. */
export interface Choice {
  /** Place in the trace of the first, from 1. @default 1 */
  readonly from?: number | undefined;
  /** @default the last */
  readonly to?: number | undefined;
  /** All of these have to hold: `status>=500`, `time>1000`, `path=/v1/things`. @default none */
  readonly where?: readonly string[];
  /** Exchanges at most. @default all */
  readonly limit?: number;
}

export interface Chosen {
  readonly trace: Trace;
  /** Places in the whole trace, from 1. */
  readonly numbers: readonly number[];
  /** Whether there are more than the limit. */
  readonly isCut: boolean;
}

/** The part of a trace that is meant. Only what is chosen is in memory. Throws a `UserError` for a condition that is none. */
export function chooseExchanges(
  { log }: Trace,
  { from = 1, to = Infinity, where = [], limit = Infinity }: Choice,
): Chosen {
  const conditions = where.map(toCondition);
  const entries: Entry[] = [];
  const numbers: number[] = [];
  for (let number = Math.max(1, from); number <= Math.min(to, log.entries.length); number += 1) {
    const entry = log.entries[number - 1];
    if (entry === undefined || !conditions.every((isMet) => isMet(entry))) continue;
    if (entries.length >= limit) return { trace: { log: { ...log, entries } }, numbers, isCut: true };
    entries.push(entry);
    numbers.push(number);
  }
  return { trace: { log: { ...log, entries } }, numbers, isCut: false };
}
