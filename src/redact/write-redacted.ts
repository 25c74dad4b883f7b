import { readTrace } from "../trace/files/file.ts";
import { writeFileAtomically } from "../trace/files/write-file.ts";
import type { Trace } from "../trace/model/types.ts";
import { isLazy } from "../trace/stream/lazy-list.ts";
import { redactLong } from "./redact-long.ts";
import { redactTrace } from "./redact-trace.ts";
import type { Redactor } from "./redactor.ts";
import { refuseSecretName } from "./scan/gate.ts";

/** What was written, and the newly masked places: how many of each class. */
export interface WrittenTrace {
  readonly written: Trace;
  readonly masked: Readonly<Record<string, number>>;
}

/** Writes an existing trace, masked. */
export async function writeRedacted(file: string, trace: Trace, redactor: Redactor): Promise<WrittenTrace> {
  if (isLazy(trace.log.entries)) return writeLong(file, trace, redactor);
  const { chunks, counts, trace: written } = redactTrace(trace, redactor);
  refuseSecretName(file, redactor.findLearned);
  await writeFileAtomically(file, chunks);
  return { written, masked: counts };
}

async function writeLong(file: string, trace: Trace, redactor: Redactor): Promise<WrittenTrace> {
  const { chunks, counts } = redactLong(trace, redactor);
  refuseSecretName(file, redactor.findLearned);
  await writeFileAtomically(file, chunks);
  return { written: await readTrace(file), masked: counts };
}
