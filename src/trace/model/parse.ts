import { UserError } from "../../errors.ts";
import { createRemarks } from "../foreign/remarks.ts";
import { repairForeign } from "../foreign/repair.ts";
import { fillGaps } from "./fill-gaps.ts";
import { parseJson } from "./parse-json.ts";
import { describeProblems } from "./problems.ts";
import { newestFormat, traceSchema } from "./schema.ts";
import { sortByStart } from "./sort-entries.ts";
import type { Trace } from "./types.ts";

/**
 * Reads a HAR 1.1 or 1.2 file of any tool: what may be missing gets its default, entries come in the order of their
 * start, fields that are not ours stay as they are.
 *
 * @param name What messages call the file: its path.
 * @throws UserError Where it is no JSON (with line and column) or no HAR (with the JSON path that is wrong).
 */
export function parseTrace(text: string, name: string): Trace {
  const har = parseJson(text, name);
  refuseNewerFormat(har, name);
  const remarks = createRemarks();
  fillGaps(har, remarks);
  const result = traceSchema.safeParse(har);
  if (!result.success) {
    const problems = describeProblems(result.error.issues, har);
    if (!repairForeign(har, result.error.issues, remarks)) {
      throw new UserError(`Trace "${name}" is not a valid HAR: ${problems}.`, {
        hint: "export it again as HAR 1.2, or correct the file there.",
        cause: result.error,
      });
    }
  }
  // The schema has just checked it. Its own output is a copy that lacks the fields of other tools.
  return sortEntries(withRemarks(har as Trace, remarks.toLines()));
}

/** What was changed on the way is a part of the evidence. */
function withRemarks({ log }: Trace, lines: readonly string[]): Trace {
  if (lines.length === 0) return { log };
  return { log: { ...log, comment: [log.comment ?? "", ...lines].filter((line) => line !== "").join("\n") } };
}

/** Asked first, because a newer format may fail the schema in ways that would only confuse. */
function refuseNewerFormat(har: unknown, name: string): void {
  // Any JSON value can be asked this way; where it has another shape the schema says so.
  const format = (har as { log?: { _wirewalk?: { format?: unknown } | null } | null } | null)?.log?._wirewalk?.format;
  if (typeof format !== "number" || format <= newestFormat) return;
  throw new UserError(`Trace format ${format} of "${name}" is newer than this version reads (up to ${newestFormat}).`, {
    hint: "upgrade wirewalk, or record again.",
  });
}

function sortEntries(trace: Trace): Trace {
  const entries = sortByStart(trace.log.entries);
  return entries === trace.log.entries ? trace : { ...trace, log: { ...trace.log, entries } };
}
