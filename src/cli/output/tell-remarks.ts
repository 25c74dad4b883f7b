import { describeMissing, listMissing } from "../../trace/missing.ts";
import type { Missing, Trace } from "../../trace/model/types.ts";
import { ownList } from "../../trace/own-list.ts";
import { type Io, tell } from "../io.ts";

/** Prints the remarks in a trace: what the file of another tool lacked, and what the trace does not contain. */
export function tellRemarks(trace: Trace, io: Io, missing = listMissing(trace)): void {
  const { comment = "" } = trace.log;
  for (const line of comment.split(/[\r\n]+/)) if (line !== "") tell(io, `Note: ${line}`);
  tellMissing(missing, io);
  tellAlike(trace, io);
}

/** Reports masked values that differ only in their spelling, because their aliases hide this. */
export function tellAlike(trace: Trace, io: Io): void {
  for (const line of listAlike(trace)) tell(io, line);
}

/** The same remarks, as lines. */
export function listAlike(trace: Trace): readonly string[] {
  return ownList(trace.log, "alike").map(({ aliases, but }) => {
    const how = but === "case" ? "upper and lower case" : "its encoding or what surrounds it";
    return `Note: ${aliases.join(" and ")} are the same value except for ${how}.`;
  });
}

/** Reports traffic that is not in the trace. */
export function tellMissing(missing: readonly Missing[], io: Io): void {
  for (const one of missing) tell(io, describeMissing(one));
}
