import { readdirSync, readlinkSync, realpathSync } from "node:fs";
import { join } from "node:path";

import { hasCode } from "../../errors.ts";
import { onlyKnown } from "../../json/only-known.ts";
import type { Origin } from "../model/types.ts";
import type { JournalHeader } from "./journal.ts";
import { openJournal } from "./open-journal.ts";

export interface JournalStatus {
  readonly file: string;
  /** Whether a recording was interrupted or is still in progress, or the file is not a journal. */
  readonly state: "broken off" | "in use" | "none";
  /** The process that wrote it; absent in journals of older versions. */
  readonly pid?: number;
  readonly exchanges: number;
  /** Metadata of the recording, masked; from the journal with which the recording began. */
  readonly origin?: Partial<Origin>;
}

/** Determines the state of a journal. Throws a `UserError` if it cannot be read. */
export function inspectJournal(file: string): JournalStatus {
  const { header, length, close } = openJournal(file);
  close();
  if (header === undefined) return { file, state: "none", exchanges: 0 };
  const { pid, origin } = header;
  return {
    file,
    state: isInUse(header, file) ? "in use" : "broken off",
    exchanges: length,
    ...onlyKnown({ pid, origin }),
  };
}

/** Whether the process that began a journal may still write it. */
export function isInUse({ pid }: Pick<JournalHeader, "pid">, file: string): boolean {
  return pid !== undefined && isAlive(pid) && mayHaveOpen(pid, file);
}

/** Whether this is the folder of a session: several journals of one recording. */
export function isSessionFolder(path: string): boolean {
  return path.endsWith(".journals") && namesIn(path).length > 0;
}

/** The journals of a session's folder. */
export function inspectSession(folder: string): readonly JournalStatus[] {
  return namesIn(folder).map((name) => inspectJournal(join(folder, name)));
}

/** The journals in some folders, and in the folders of sessions there; a folder that cannot be read has none. */
export function findJournals(folders: readonly string[]): readonly JournalStatus[] {
  return folders
    .flatMap((folder) => [folder, ...sessionsIn(folder)])
    .flatMap(inspectSession)
    .filter(({ state }) => state !== "none");
}

function isAlive(pid: number): boolean {
  try {
    // Signal 0 is not sent: it only checks (kill(2)).
    return process.kill(pid, 0);
  } catch (error) {
    // Another user's process.
    return hasCode(error, "EPERM");
  }
}

/** The number of a process that ended may belong to another by now; if the system lists the open files of a process, they decide. */
function mayHaveOpen(pid: number, file: string): boolean {
  const folder = `/proc/${pid}/fd`;
  try {
    const target = realpathSync(file);
    return readdirSync(folder).some((name) => linkOf(join(folder, name)) === target);
  } catch {
    return true;
  }
}

/** Files are closed while we look. */
function linkOf(file: string): string {
  try {
    return readlinkSync(file);
  } catch {
    return "";
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile() && entry.name.endsWith(".journal"))
      .map(({ name }) => name)
      .toSorted();
  } catch {
    return [];
  }
}

function sessionsIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .map((name) => join(folder, name))
      .filter(isSessionFolder)
      .toSorted();
  } catch {
    return [];
  }
}
