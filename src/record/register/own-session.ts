import { dirname, join, parse } from "node:path";
import { getEnvironmentData, isMainThread, setEnvironmentData } from "node:worker_threads";

import { UserError } from "../../errors.ts";
import { hasCode } from "../../trace/files/file-error.ts";
import { type Session, createSession, saveSessionNow } from "../capture/session.ts";

/** A session of this process and its Workers alone. */
export interface OwnSession {
  readonly session: Session;
  /** Writes the trace, and says so in a line. For the main thread, when the process is about to exit. */
  readonly save: (lost: number) => string;
}

/** Workers share it with the main thread, which starts it. */
const SHARED = "wirewalk:session";

/** Starts the session of this process in the main thread; finds it in a Worker. Throws a `UserError` where it cannot. */
export function findSession(trace: string): OwnSession | undefined {
  if (!isMainThread) {
    // Set below; a Worker gets a copy, in which the key is a plain byte array.
    const shared = getEnvironmentData(SHARED) as { folder: string; key: Uint8Array } | undefined;
    return shared && { session: { folder: shared.folder, key: Buffer.from(shared.key) }, save: () => "" };
  }
  const { session, file } = start(trace);
  setEnvironmentData(SHARED, { folder: session.folder, key: new Uint8Array(session.key) });
  return { session, save: (lost) => summarize(saveSessionNow(session, file, { lost })) };
}

/** A program that starts others of its kind hands its environment on: each process then has a file of its own. */
function start(trace: string): { session: Session; file: string } {
  try {
    return { session: createSession(`${trace}.journals`), file: trace };
  } catch (error) {
    if (!(error instanceof UserError) || !hasCode(error.cause, "EEXIST")) throw error;
    const { name, ext } = parse(trace);
    const file = join(dirname(trace), `${name}-${process.pid}${ext}`);
    return { session: createSession(`${file}.journals`), file };
  }
}

function summarize({ file, exchanges, lost }: ReturnType<typeof saveSessionNow>): string {
  if (exchanges === 0) return "the program made no HTTP request that could be recorded; no trace is written.";
  const missing = lost === 0 ? "" : ` (${lost} incomplete or missing)`;
  return `${exchanges} ${exchanges === 1 ? "exchange" : "exchanges"} recorded in ${file}${missing}`;
}
