import type { Trace } from "../../trace/model/types.ts";
import { takeMost } from "../../trace/stream/most-at-once.ts";
import { type Io, tell } from "../io.ts";
import { toPrintable } from "./printable.ts";

/** The beginning of a trace that has more exchanges than can be made ready at once; says so. Any other trace comes back as it is. */
export function takeBeginning(trace: Trace, file: string, io: Io): Trace {
  const begun = takeMost(trace);
  const [count, taken] = [trace.log.entries.length, begun.log.entries.length];
  if (taken < count) tellLeftOut({ file, count, taken }, io);
  return begun;
}

interface Beginning {
  readonly file: string;
  /** Exchanges of the trace. */
  readonly count: number;
  readonly taken: number;
}

/** Says that only the beginning of a trace is taken, and what takes the rest. */
export function tellLeftOut({ file, count, taken }: Beginning, io: Io): void {
  tell(io, toPrintable(`Note: Only the first ${taken} of ${count} exchanges of "${file}" are used.`));
  tell(
    io,
    "  Hint: `wirewalk show` summarizes all of them; `export --format har` with `--from`, `--to`, or `--where` writes others as a trace.",
  );
}
