import type { Trace } from "../../trace/model/types.ts";
import { takeMost } from "../../trace/stream/most-at-once.ts";
import { type Io, tell } from "../io.ts";

/** The beginning of a trace with more exchanges than can be analyzed at once, which is reported. Other traces are returned unchanged. */
export function takeBeginning(trace: Trace, file: string, io: Io): Trace {
  const begun = takeMost(trace);
  const [count, taken] = [trace.log.entries.length, begun.log.entries.length];
  if (taken < count) tellLeftOut({ file, count, taken }, io);
  return begun;
}

interface Beginning {
  readonly file: string;
  /** Number of exchanges of the trace. */
  readonly count: number;
  readonly taken: number;
}

/** Reports that only the beginning of a trace is used, and how to use the rest. */
export function tellLeftOut({ file, count, taken }: Beginning, io: Io): void {
  tell(io, `Note: Only the first ${taken} of ${count} exchanges of "${file}" are used.`);
  tell(
    io,
    "  Hint: `wirewalk show` summarizes all of them; `export --format har` with `--from`, `--to`, or `--where` writes others as a trace.",
  );
}
