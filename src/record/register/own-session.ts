import { dirname, join, parse } from "node:path";
import { getEnvironmentData, isMainThread, setEnvironmentData } from "node:worker_threads";

import { hasCode, UserError } from "../../errors.ts";
import { countOf } from "../../sequence/count-of.ts";
import { openJournal } from "../../trace/journal/open-journal.ts";
import { createSessionFolder, listJournals, removeSessionFolder } from "../../trace/journal/session-folder.ts";
import type { FaultReport } from "../capture/fault.ts";
import type { Session } from "../capture/session.ts";
import { loadRecorder } from "./load-recorder.ts";

/** A session of this process and its Workers alone. */
export interface OwnSession {
  readonly session: Session;
  /** The trace to write. */
  readonly file: string;
}

/** Workers share it with the main thread, which starts it. */
const SHARED = "wirewalk:session";

/** Starts the session of this process in the main thread; finds it in a Worker. Throws a `UserError` if it cannot. */
export function findSession(trace: string): OwnSession | undefined {
  if (!isMainThread) {
    // Set below; a Worker gets a copy, in which the key is a plain byte array.
    const shared = getEnvironmentData(SHARED) as { folder: string; key: Uint8Array | undefined } | undefined;
    return shared?.key && { session: { folder: shared.folder, key: Buffer.from(shared.key) }, file: trace };
  }
  const own = start(trace);
  setEnvironmentData(SHARED, shareable(own.session));
  return own;
}

/**
 * Copied for each new Worker, with the key at that time. If a key cannot be made, that is not an error of the program.
 */
function shareable(session: Session): object {
  return {
    folder: session.folder,
    get key(): Uint8Array | undefined {
      try {
        return new Uint8Array(session.key);
      } catch {
        return undefined;
      }
    },
  };
}

/** A program that starts copies of itself passes its environment on, so each process has its own file. */
function start(trace: string): OwnSession {
  try {
    return { session: openSession(`${trace}.journals`), file: trace };
  } catch (error) {
    if (!(error instanceof UserError) || !hasCode(error.cause, "EEXIST")) throw error;
    const { name, ext } = parse(trace);
    const file = join(dirname(trace), `${name}-${process.pid}${ext}`);
    return { session: openSession(`${file}.journals`), file };
  }
}

/** Its key is made when it is needed, because the code for keys takes long to load. */
function openSession(folder: string): Session {
  createSessionFolder(folder);
  let key: Session["key"] | undefined;
  return {
    folder,
    get key() {
      return (key ??= loadRecorder().makeSessionKey(folder));
    },
  };
}

export interface EndOptions {
  readonly faults: Pick<FaultReport, "count" | "first">;
  /** The session in which it is one of several recorders. */
  readonly sessionKey: string | undefined;
}

/**
 * Writes the trace of the recording, and reports it in a line. For the main thread, when the process is about to exit.
 */
export function endSession({ session, file }: OwnSession, options: EndOptions): string {
  if (listJournals(session.folder).some(holdsExchange))
    return summarize(loadRecorder().saveOwn(session, file, options));
  removeSessionFolder(session.folder);
  return NOTHING;
}

const NOTHING = "the program sent no HTTP request that could be recorded; no trace was written.";

function holdsExchange(journal: string): boolean {
  const { length, close } = openJournal(journal);
  close();
  return length > 0;
}

interface Saved {
  readonly file: string;
  readonly exchanges: number;
  readonly lost: number;
}

function summarize({ file, exchanges, lost }: Saved): string {
  if (exchanges === 0) return NOTHING;
  const missing = lost === 0 ? "" : ` (${lost} incomplete or missing)`;
  return `${countOf(exchanges, "exchange")} recorded in ${file}${missing}`;
}
