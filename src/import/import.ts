import { UserError } from "../errors.ts";
import type { Trace } from "../trace/model/types.ts";
import { IMPORT_FORMATS } from "./formats.ts";

/**
 * Reads another tool's log of its HTTP traffic, in one of `IMPORT_FORMATS`. Nothing is masked yet.
 *
 * @param name What messages call the file: its path.
 * @throws UserError if it is none of these, or has no exchange
 */
export function importTrace(text: string, name: string): Trace {
  const trace = readLog(text, name);
  refuseEmpty(trace, name);
  return trace;
}

export function refuseEmpty(trace: Trace, name: string): void {
  if (trace.log.entries.length > 0) return;
  // If that is why; anything else there is what the tool said.
  const omitted = trace.log.comment?.split("\n").find((line) => OMITTED.test(line));
  throw new UserError(`"${name}" contains no exchanges.`, {
    hint: omitted ?? "Export it from the tool again, with its requests.",
  });
}

/** How reading a file names what it left out: see `Remarks`. */
const OMITTED = /^(?:Entries omitted|Omitted [a-z])[\w ,:-]{1,80}: \d+\.$/;

function readLog(text: string, name: string): Trace {
  const format = IMPORT_FORMATS.find(({ matches }) => matches(text));
  if (format !== undefined) return format.parse(text, name);
  if (text.trim() === "") throw new UserError(`"${name}" is empty.`, { hint: "Export it from the tool again." });
  throw new UserError(`"${name}" has an unknown format.`, {
    hint: `Import ${listKnown(IMPORT_FORMATS.map(({ many }) => many))}.`,
  });
}

const listKnown = (formats: readonly string[]): string => new Intl.ListFormat("en").format(formats);
