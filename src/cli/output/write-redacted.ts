import { redactTrace } from "../../redact/redact-trace.ts";
import type { Redactor } from "../../redact/redactor.ts";
import { refuseSecretName } from "../../redact/scan/gate.ts";
import { writeFileAtomically } from "../../trace/files/file.ts";
import type { Trace } from "../../trace/model/types.ts";
import { showCounts } from "./counts.ts";

/** What was written, and what was masked in it beside what had been, for people. */
export interface WrittenTrace {
  readonly written: Trace;
  readonly masked: string;
}

/** Writes a trace that is there already, masked. */
export async function writeRedacted(file: string, trace: Trace, redactor: Redactor): Promise<WrittenTrace> {
  const { chunks, counts, trace: written } = redactTrace(trace, redactor);
  refuseSecretName(file, redactor.findLearned);
  await writeFileAtomically(file, chunks);
  return { written, masked: showCounts(counts) };
}
