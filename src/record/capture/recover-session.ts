import { UserError } from "../../errors.ts";
import type { RedactionPolicy } from "../../redact/policy.ts";
import { refuseSecretName } from "../../redact/scan/gate.ts";
import { findLeftOf } from "../../trace/files/left-files.ts";
import { type JournalStatus, inspectSession } from "../../trace/journal/inspect-journal.ts";
import { findKey } from "../../trace/journal/key-file.ts";
import { removeSessionFolder } from "../../trace/journal/session-folder.ts";
import { mergeJournals } from "./merge.ts";
import { type Recovered, finishSaving, refuseExisting, writeRecovered } from "./recover-journal.ts";
import { traceOf } from "./save.ts";
import { noteUnopened, openSecrets } from "./sealed-secrets.ts";

/**
 * Writes the trace of an interrupted recording of several processes, and removes its folder. The key to what they learned is lost when the
 * system stops: after a restart everything stays masked, but a secret that two of them saw has an alias for each, and a secret that one
 * learned is not masked in what the others wrote.
 *
 * @param file where to @default the folder's name without `.journals`
 * @param policy with the key of the session that it was recorded in @default none
 * @throws UserError if the recording is still in progress, if it has no exchange, or if the target exists already
 */
export async function recoverSession(
  folder: string,
  file = folder.replace(/\.journals\/?$/, ""),
  policy?: RedactionPolicy,
): Promise<Recovered> {
  const journals = inspectSession(folder);
  refuseIfInUse(journals, folder);
  const saved = findLeftOf(folder).find(({ isInPlace }) => isInPlace);
  if (saved !== undefined) return finishSaving(saved, () => removeSessionFolder(folder));
  if (!journals.some(({ exchanges }) => exchanges > 0)) {
    throw new UserError(`The journals "${folder}" contain no finished exchange.`, { hint: "Remove them." });
  }
  refuseExisting(file);
  const key = findKey(folder);
  const sources = journals.map(({ file: journal }) => ({
    file: journal,
    learned: key ? openSecrets(journal, key) : [],
  }));
  const notes = noteUnopened(sources);
  const { reader, redactor, rename } = mergeJournals(sources, policy);
  try {
    refuseSecretName(file, redactor.findLearned);
    const masked = journals.find(({ origin }) => origin !== undefined);
    const origin = masked?.origin === undefined ? {} : rename(masked.file, masked.origin);
    const trace = traceOf(reader, { redactor, origin, faults: { count: 0, first: undefined } });
    return await writeRecovered(file, trace, { removeSource: () => removeSessionFolder(folder), notes });
  } finally {
    reader.close();
  }
}

function refuseIfInUse(journals: readonly JournalStatus[], folder: string): void {
  const inUse = journals.find(({ state }) => state === "in use");
  if (inUse === undefined) return;
  throw new UserError(`The journals "${folder}" are still being written, by process ${inUse.pid}.`, {
    hint: "Wait for the recording to end, or end it; it then writes its trace.",
  });
}
