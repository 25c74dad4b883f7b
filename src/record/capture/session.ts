import type { RedactionPolicy } from "../../redact/policy.ts";
import { type Redactor, createRedactor } from "../../redact/redactor.ts";
import { refuseSecretName } from "../../redact/scan/gate.ts";
import { writeFileAtomically } from "../../trace/files/write-file.ts";
import { writeFileSyncAtomically } from "../../trace/files/write-sync.ts";
import { keepKey } from "../../trace/journal/key-file.ts";
import {
  createSessionFolder,
  journalIn,
  listJournals,
  removeSessionFolder,
} from "../../trace/journal/session-folder.ts";
import type { Origin } from "../../trace/model/types.ts";
import { mergeJournals } from "./merge.ts";
import { type Adapt, type SaveOptions, type SaveSummary, type UnwrittenTrace, traceOf } from "./save.ts";
import { type SealKey, createSealKey, openSecrets } from "./sealed-secrets.ts";

/** One recording by several recorders, in this process and in others. */
export interface Session {
  /** Where each recorder keeps its journal until the session is saved. */
  readonly folder: string;
  /** Opens what each of them learned; must not get onto any disk. */
  readonly key: SealKey;
}

/** Starts a session in a folder of its own. Throws a `UserError` if it cannot be made, or is there already. */
export function createSession(folder: string): Session {
  createSessionFolder(folder);
  return { folder, key: makeSessionKey(folder) };
}

/** Makes the key of a session, and keeps it while the system runs, should the recording break off. */
export function makeSessionKey(folder: string): SealKey {
  const key = createSealKey();
  keepKey(folder, key);
  return key;
}

/** What makes a recorder one of the session's: options for `createRecorder`. Each needs a name of its own. */
export function joinSession(
  { folder, key }: Session,
  name: string,
  policy?: RedactionPolicy,
): { journal: string; redactor: Redactor; sealKey: SealKey } {
  const redactor = createRedactor({ policy });
  // A program that sends its environment somewhere sends the key.
  redactor.learn(key.toString("base64"), "key");
  return { journal: journalIn(folder, name), redactor, sealKey: key };
}

/** Ends a session and discards everything. */
export function removeSession({ folder }: Session): void {
  removeSessionFolder(folder);
}

export interface SaveSessionOptions {
  /** The origin of the trace, and the name of the recorder that masked it. */
  readonly origin?: { readonly by: string; readonly masked: Partial<Origin> };
  /** The user's declarations about secrets. */
  readonly redaction?: RedactionPolicy | undefined;
  /** Changes the trace before it is written. */
  readonly adapt?: Adapt | undefined;
  /** What went wrong in the recorder. @default nothing */
  readonly faults?: SaveOptions["faults"];
}

/**
 * Writes one trace of all that the session's recorders have journaled, in the order of start, and removes the folder. Writes no file if
 * there is no exchange. The recorders must have ended; a truncated journal contributes what it has. Throws a `UserError` if the file cannot
 * be written; the folder stays then.
 */
export async function saveSession(
  session: Session,
  file: string,
  options: SaveSessionOptions = {},
): Promise<SaveSummary> {
  const { chunks, summary, findLearned, close } = openSession(session, options);
  const onWritten = (): void => removeSessionFolder(session.folder);
  try {
    refuseSecretName(file, findLearned);
    if (summary(file).exchanges > 0) await writeFileAtomically(file, chunks, { onWritten });
    else onWritten();
  } finally {
    close();
  }
  return summary(file);
}

/** The same for a process that is about to exit. */
export function saveSessionNow(session: Session, file: string, options: SaveSessionOptions = {}): SaveSummary {
  const { chunks, summary, findLearned, close } = openSession(session, options);
  const onWritten = (): void => removeSessionFolder(session.folder);
  try {
    refuseSecretName(file, findLearned);
    if (summary(file).exchanges > 0) writeFileSyncAtomically(file, chunks, { onWritten });
    else onWritten();
  } finally {
    close();
  }
  return summary(file);
}

function openSession(
  { folder, key }: Session,
  { origin, redaction, adapt, faults = { count: 0, first: undefined } }: SaveSessionOptions,
): UnwrittenTrace & Pick<Redactor, "findLearned"> & { readonly close: () => void } {
  const sources = listJournals(folder).map((file) => ({ file, learned: openSecrets(file, key) }));
  const { reader, redactor, rename } = mergeJournals(sources, redaction);
  const renamed = origin === undefined ? {} : rename(journalIn(folder, origin.by), origin.masked);
  const { findLearned } = redactor;
  return { ...traceOf(reader, { redactor, origin: renamed, faults, adapt }), findLearned, close: reader.close };
}
