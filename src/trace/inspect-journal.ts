import { readdirSync, readlinkSync, realpathSync } from "node:fs";
import { join } from "node:path";

import { fileError, hasCode } from "./file-error.ts";
import { openJournal } from "./journal-file.ts";

export interface JournalStatus {
  readonly file: string;
  /** Whether a recording broke off, still goes on, or this is no journal. */
  readonly state: "broken off" | "in use" | "none";
  /** The process that wrote it; absent in journals of older versions. */
  readonly pid?: number;
  readonly exchanges: number;
}

/** Says what a journal is. Throws a `UserError` where it cannot be read. */
export function inspectJournal(file: string): JournalStatus {
  const { header, length } = open(file);
  if (header === undefined) return { file, state: "none", exchanges: 0 };
  const { pid } = header;
  const isInUse = pid !== undefined && isAlive(pid) && mayHaveOpen(pid, file);
  return { file, state: isInUse ? "in use" : "broken off", exchanges: length, ...(pid !== undefined && { pid }) };
}

/** The journals in some folders; a folder that cannot be read has none. */
export function findJournals(folders: readonly string[]): readonly JournalStatus[] {
  return folders
    .flatMap((folder) => namesIn(folder).map((name) => join(folder, name)))
    .map((file) => inspectJournal(file))
    .filter(({ state }) => state !== "none");
}

function open(file: string): Pick<ReturnType<typeof openJournal>, "header" | "length"> {
  try {
    const reader = openJournal(file);
    reader.close();
    return reader;
  } catch (error) {
    throw fileError(error, "read", file);
  }
}

function isAlive(pid: number): boolean {
  try {
    // Signal 0 is not sent: it only asks (kill(2)).
    return process.kill(pid, 0);
  } catch (error) {
    // Somebody else's process.
    return hasCode(error, "EPERM");
  }
}

/** The number of a process that ended may be another's by now; where the system tells what a process has open, it decides. */
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
