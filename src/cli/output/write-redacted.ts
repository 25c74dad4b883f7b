import type { Redactor, Trace } from "../../index.ts";
import { showCounts } from "./counts.ts";

/** Writes a trace that is there already, masked; gives what was masked beside what had been, for people. */
export async function writeRedacted(file: string, trace: Trace, redactor: Redactor): Promise<string> {
  const { redactTrace, refuseSecretName, writeFileAtomically } = await import("../../index.ts");
  const { chunks, counts } = redactTrace(trace, redactor);
  refuseSecretName(file, redactor.findLearned);
  await writeFileAtomically(file, chunks);
  return showCounts(counts);
}
