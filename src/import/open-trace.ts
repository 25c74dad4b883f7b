import { readTrace } from "../trace/files/file.ts";
import type { JournalMask } from "../trace/journal/read-journal.ts";
import type { Trace } from "../trace/model/types.ts";

/**
 * Reads a trace to show it or to make something of it. What wirewalk has not recorded itself, such as a browser's HAR
 * file, is masked on the way; the file stays as it is.
 *
 * @throws UserError Where the file cannot be read, or is no trace and no journal.
 */
export async function openTrace(file: string): Promise<Trace> {
  const trace = await readTrace(file, () => loadMask(file));
  return trace.log._wirewalk === undefined ? maskForeign(trace) : trace;
}

// Most traces are our own, whole and masked: they need nothing of all that finds secrets, a tenth of a start.

async function loadMask(file: string): Promise<JournalMask> {
  const [{ openSecrets }, { createRedactor }] = await Promise.all([
    import("../record/capture/sealed-secrets.ts"),
    import("../redact/redactor.ts"),
  ]);
  return createRedactor({ learned: openSecrets(file) });
}

async function maskForeign(trace: Trace): Promise<Trace> {
  const [{ redactTrace }, { createRedactor }] = await Promise.all([
    import("../redact/redact-trace.ts"),
    import("../redact/redactor.ts"),
  ]);
  return redactTrace(trace, createRedactor()).trace;
}
