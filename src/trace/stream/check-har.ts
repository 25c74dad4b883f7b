import type * as z from "zod/mini";

import { UserError } from "../../errors.ts";
import { isObject } from "../../json/is-object.ts";
import { createRemarks } from "../foreign/remarks.ts";
import { repairForeign } from "../foreign/repair.ts";
import { isTrace } from "../model/checks.ts";
import { fillGaps, isForeignLog } from "../model/fill-gaps.ts";
import { loadSchema } from "../model/load-schema.ts";
import { newestFormat } from "../model/newest-format.ts";
import { describeProblems } from "../model/problems.ts";
import { sortByStart } from "../model/sort-entries.ts";
import type { Trace } from "../model/types.ts";

/** Makes a trace of a HAR that is in memory: gaps filled, entries in the order of their start. Throws a `UserError` if it is not one. */
export function checkHar(har: unknown, name: string, remarks = createRemarks()): Trace {
  fillGaps(har, remarks);
  const { error } = isTrace(har) ? NO_FAULT : loadSchema().traceSchema.safeParse(har);
  if (error !== undefined) {
    const refusal = refuseHar(error, har, name);
    if (!repairForeign(har, error.issues, remarks) || !hasEntries(har)) throw refusal;
  }
  // The schema has just checked it. Its own output is a copy that lacks the fields of other tools.
  return sortEntries(withRemarks(har as Trace, remarks.toLines()));
}

const NO_FAULT = { error: undefined };

/** The content of a file that is not a HAR file. */
export function refuseHar(error: z.core.$ZodError, root: unknown, name: string): UserError {
  return new UserError(`Trace "${name}" is not a valid HAR: ${describeProblems(error.issues, root)}.`, {
    hint: isAboutOneOfOurs(error, root)
      ? "Run `wirewalk recover` to save its other exchanges."
      : "Export it again as HAR 1.2, or correct the file there.",
    cause: error,
  });
}

/** Of another tool's file, exchanges that cannot be read are omitted, so that only a file without any is refused. */
function isAboutOneOfOurs({ issues }: z.core.$ZodError, root: unknown): boolean {
  return (
    isObject(root) &&
    isObject(root["log"]) &&
    !isForeignLog(root["log"]) &&
    issues.every(({ path }) => path[1] === "entries" && typeof path[2] === "number")
  );
}

/** Changes on the way are part of the evidence. */
export function withRemarks({ log }: Trace, lines: readonly string[]): Trace {
  if (lines.length === 0) return { log };
  return { log: { ...log, comment: [log.comment, ...lines].filter(Boolean).join("\n") } };
}

/** Checked first, because a newer format may violate the schema in ways that would only confuse. */
export function refuseNewerFormat(har: unknown, name: string): void {
  // Any JSON value can be tested this way; if it has another form, the schema reports it.
  const format = (har as { log?: { _wirewalk?: { format?: unknown } | null } | null } | null)?.log?._wirewalk?.format;
  if (typeof format !== "number" || format <= newestFormat) return;
  throw new UserError(
    `Trace format ${format} of "${name}" is newer than this version supports (up to ${newestFormat}).`,
    {
      hint: "Upgrade wirewalk, or record again.",
    },
  );
}

function hasEntries(har: unknown): boolean {
  if (!isObject(har) || !isObject(har["log"])) return false;
  const { entries } = har["log"];
  return Array.isArray(entries) && entries.length > 0;
}

function sortEntries(trace: Trace): Trace {
  const entries = sortByStart(trace.log.entries);
  return entries === trace.log.entries ? trace : { ...trace, log: { ...trace.log, entries } };
}
