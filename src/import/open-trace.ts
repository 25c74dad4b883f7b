import { openSecrets } from "../record/capture/sealed-secrets.ts";
import { redactTrace } from "../redact/redact-trace.ts";
import { createRedactor } from "../redact/redactor.ts";
import { readTrace } from "../trace/files/file.ts";
import type { Trace } from "../trace/model/types.ts";

/**
 * Reads a trace to show it or to make something of it. What wirewalk has not recorded itself, such as a browser's HAR
 * file, is masked on the way; the file stays as it is.
 *
 * @throws UserError Where the file cannot be read, or is no trace and no journal.
 */
export async function openTrace(file: string): Promise<Trace> {
  const trace = await readTrace(file, createRedactor({ learned: openSecrets(file) }));
  return trace.log._wirewalk === undefined ? redactTrace(trace, createRedactor()).trace : trace;
}
