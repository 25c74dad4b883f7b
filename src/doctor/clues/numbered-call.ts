import { type ArrowPair, namePair, numberLog, pairAt } from "../../analyze/arrow-pairs.ts";
import { findDuplicates } from "../../analyze/join-twins.ts";
import { toMicroseconds } from "../../trace/model/start-time.ts";
import type { Entry, Trace } from "../../trace/model/types.ts";

/** An exchange with what people call it by, and when it was. */
export interface NumberedCall {
  readonly entry: Entry;
  readonly pair: ArrowPair;
  /** `(3)-(4) GET http://cloud/v2/images` */
  readonly name: string;
  /** Milliseconds since 1970; NaN if unknown. */
  readonly start: number;
  readonly end: number;
}

/** In the order of the trace. */
export function numberCalls({ log }: Trace): readonly NumberedCall[] {
  // What another recorder saw too is not a second call.
  const duplicates = findDuplicates(log.entries);
  const pairs = numberLog(log, duplicates);
  return log.entries.flatMap((entry, index): readonly NumberedCall[] => {
    if (duplicates.has(index)) return [];
    const pair = pairAt(pairs, index);
    const start = toMicroseconds(entry.startedDateTime) / 1000;
    const name = `${namePair(pair)} ${entry.request.method} ${entry.request.url}`;
    return [{ entry, pair, name, start, end: start + Math.max(0, entry.time) }];
  });
}
