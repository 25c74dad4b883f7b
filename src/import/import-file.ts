import { UserError } from "../errors.ts";
import { BEGINNING, isOtlp } from "../otlp/is-otlp.ts";
import { type SpanChoice, readOtlp } from "../otlp/read/read-otlp.ts";
import { openTraceSource } from "../trace/files/archive.ts";
import { attachBodies } from "../trace/files/attached-bodies.ts";
import { createRemarks } from "../trace/foreign/remarks.ts";
import type { Trace } from "../trace/model/types.ts";
import { readSource } from "../trace/stream/read-source.ts";
import { isHar } from "./formats.ts";
import { importTrace, refuseEmpty } from "./import.ts";

/**
 * Reads a file of another tool, with the bodies that a HAR keeps in separate files. Nothing is masked yet.
 *
 * @throws UserError if it cannot be read, is in no known format, or has no exchange
 */
export async function importFile(file: string, { spans }: ImportOptions = {}): Promise<Trace> {
  const source = await openTraceSource(file);
  const beginning = source.text(0, Math.min(source.length, BEGINNING));
  if (isOtlp(beginning)) return readOtlp(source, { spans });
  if (spans !== undefined) {
    throw new UserError(`"${file}" contains no spans of OpenTelemetry to choose from.`, { hint: "Remove --spans." });
  }
  if (!isHar(beginning)) return importTrace(source.text(0, source.length), file);
  const remarks = createRemarks();
  const trace = readSource(source, { remarks });
  refuseEmpty(trace, file, remarks);
  return attachBodies(trace, file);
}

export interface ImportOptions {
  /** Which spans of OpenTelemetry are exchanges. @default "calls" */
  readonly spans?: SpanChoice | undefined;
}
