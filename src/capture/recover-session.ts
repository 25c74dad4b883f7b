import { UserError } from "../errors.ts";
import { writeFileAtomically } from "../trace/file.ts";
import { type JournalStatus, inspectSession } from "../trace/inspect-journal.ts";
import { type Recovered, refuseExisting } from "../trace/recover.ts";
import { removeSessionFolder } from "../trace/session-folder.ts";
import { mergeJournals } from "./merge.ts";
import { traceOf } from "./save.ts";

/**
 * Writes the trace of a recording by several processes that broke off, and removes its folder. The key to what they
 * learned has died with it: everything stays masked, but a secret that two of them saw has an alias for each.
 *
 * @param file where to @default the folder's name without `.journals`
 * @throws UserError When the recording is still going on, when there is no exchange in it, or when there is a file already.
 */
export async function recoverSession(folder: string, file = folder.replace(/\.journals\/?$/, "")): Promise<Recovered> {
  const journals = inspectSession(folder);
  refuseIfInUse(journals, folder);
  if (!journals.some(({ exchanges }) => exchanges > 0)) {
    throw new UserError(`The journals "${folder}" hold no exchange that had finished.`, { hint: "remove them." });
  }
  refuseExisting(file);
  const { reader, rename } = mergeJournals(journals.map((journal) => ({ file: journal.file, learned: [] })));
  try {
    const masked = journals.find(({ origin }) => origin !== undefined);
    const origin = masked?.origin === undefined ? {} : rename(masked.file, masked.origin);
    const { chunks, summary } = traceOf(reader, { redactor: false, origin, lost: 0 });
    await writeFileAtomically(file, chunks);
    const { exchanges, lost } = summary(file);
    removeSessionFolder(folder);
    return { file, exchanges, ...(lost > 0 && { comment: `${lost} damaged lines of the journals are left out` }) };
  } finally {
    reader.close();
  }
}

function refuseIfInUse(journals: readonly JournalStatus[], folder: string): void {
  const inUse = journals.find(({ state }) => state === "in use");
  if (inUse === undefined) return;
  throw new UserError(`The journals "${folder}" are still being written, by process ${inUse.pid}.`, {
    hint: "wait for the recording to end, or end it: it writes its trace then.",
  });
}
