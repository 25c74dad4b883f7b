import { redactTrace } from "../../redact/redact-trace.ts";
import type { Redactor } from "../../redact/redactor.ts";
import { refuseSecretName } from "../../redact/scan/gate.ts";
import { writeFileAtomically } from "../../trace/files/file.ts";
import type { Trace } from "../../trace/model/types.ts";
import { showCounts } from "./counts.ts";

/** Writes a trace that is there already, masked; gives what was masked beside what had been, for people. */
export async function writeRedacted(file: string, trace: Trace, redactor: Redactor): Promise<string> {
  const { chunks, counts } = redactTrace(trace, redactor);
  refuseSecretName(file, redactor.findLearned);
  await writeFileAtomically(file, chunks);
  return showCounts(counts);
}
