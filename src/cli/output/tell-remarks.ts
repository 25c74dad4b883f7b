import type { Trace } from "../../trace/model/types.ts";
import { type Io, tell } from "../io.ts";
import { toPrintable } from "./printable.ts";

/** Says what the trace says of itself: what the file of another tool did not tell, and what was left out of it. */
export function tellRemarks({ log: { comment = "" } }: Trace, io: Io): void {
  for (const line of comment.split(/[\r\n]+/)) if (line !== "") tell(io, toPrintable(`Note: ${line}`));
}
