import type { Trace } from "../../trace/model/types.ts";
import { isLazy } from "../../trace/stream/lazy-list.ts";
import { MOST_AT_ONCE } from "../../trace/stream/most-at-once.ts";
import { type Io, tell } from "../io.ts";
import { toPrintable } from "./printable.ts";

/** The beginning of a trace that has more exchanges than can be made ready at once; says so. Any other trace comes back as it is. */
export function takeBeginning(trace: Trace, file: string, io: Io): Trace {
  const { entries } = trace.log;
  if (!isTooLong(entries)) return trace;
  tellLeftOut({ file, count: entries.length, taken: MOST_AT_ONCE }, io);
  return { log: { ...trace.log, entries: entries.slice(0, MOST_AT_ONCE) } };
}

export function isTooLong(entries: Trace["log"]["entries"]): boolean {
  return isLazy(entries) && entries.length > MOST_AT_ONCE;
}

interface Beginning {
  readonly file: string;
  /** Exchanges of the trace. */
  readonly count: number;
  readonly taken: number;
}

/** Says that only the beginning of a trace is taken, and what takes the rest. */
export function tellLeftOut({ file, count, taken }: Beginning, io: Io): void {
  tell(io, toPrintable(`Note: of ${count} exchanges of "${file}" the first ${taken} are taken.`));
  tell(
    io,
    "  Hint: `wirewalk show` sums up all of them; `export --format har` with `--from`, `--to`, or `--where` writes others as a trace.",
  );
}
