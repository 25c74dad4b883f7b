import { UserError } from "../errors.ts";
import { type Remarks, createRemarks } from "../trace/foreign/remarks.ts";
import type { Trace } from "../trace/model/types.ts";
import { IMPORT_FORMATS } from "./formats.ts";

/**
 * Reads another tool's log of HTTP traffic in one of `IMPORT_FORMATS`, without masking anything.
 *
 * @param name Path of the file, for messages.
 * @throws UserError if it has another format or no exchange
 */
export function importTrace(text: string, name: string): Trace {
  const remarks = createRemarks();
  const trace = readLog(text, name, remarks);
  refuseEmpty(trace, name, remarks);
  return trace;
}

/** @param remarks on reading it: omitted data may be the reason why there is no exchange. */
export function refuseEmpty(trace: Trace, name: string, remarks: Remarks): void {
  if (trace.log.entries.length > 0) return;
  const [omitted = "Export it from the tool again, with its requests."] = remarks.listOmitted();
  throw new UserError(`"${name}" contains no exchanges.`, { hint: omitted });
}

function readLog(text: string, name: string, remarks: Remarks): Trace {
  const format = IMPORT_FORMATS.find(({ matches }) => matches(text));
  if (format !== undefined) return format.parse(text, name, remarks);
  if (text.trim() === "") throw new UserError(`"${name}" is empty.`, { hint: "Export it from the tool again." });
  throw new UserError(`"${name}" has an unknown format.`, {
    hint: `Import ${listKnown(IMPORT_FORMATS.map(({ many }) => many))}.`,
  });
}

const listKnown = (formats: readonly string[]): string => new Intl.ListFormat("en").format(formats);
