import { existsSync, statSync } from "node:fs";

import { UserError } from "../../errors.ts";
import { isOpen } from "../files/left-files.ts";
import { type JournalStatus, inspectJournal, inspectSession, isSessionFolder } from "./inspect-journal.ts";
import { traceFileOf } from "./trace-file-of.ts";

/** A recording in progress keeps its journals where another one would put its own. */
export class RecordingInUseError extends UserError {}

/** The error of a recording whose journal, or folder of journals, is there already. None of its hints costs a journal that is being written. */
export function toLeftJournalsError(journal: string, cause: unknown): UserError {
  if (isOtherFile(journal)) {
    return new UserError(`Cannot write the journal "${journal}": another file has its name.`, {
      hint: "Name another file.",
      cause,
    });
  }
  const journals = readStatus(journal);
  const pid = journals.find(({ state }) => state === "in use")?.pid;
  const isEmpty = journals.every(({ state }) => state === "none");
  if (isEmpty && isAbandoned(journal)) {
    return new UserError(`"${journal}" already exists and is empty: its recording was killed as it began.`, {
      hint: "Remove it.",
      cause,
    });
  }
  // A folder or file that is still empty: the other recording has just begun.
  if (pid !== undefined || isEmpty) return inUse(journal, pid, cause);
  return new UserError(`The journal "${journal}" of an interrupted recording still exists.`, {
    hint: `Run \`wirewalk recover ${journal}\` to rebuild its trace, or choose another file with -o.`,
    cause,
  });
}

/** Throws if a recording in progress will write this trace. */
export function refuseRecordingInUse(trace: string): void {
  for (const journal of [`${trace}.journal`, `${trace}.journals`]) {
    const pid = readStatus(journal).find(({ state }) => state === "in use")?.pid;
    if (pid !== undefined) throw inUse(journal, pid);
  }
}

/** A file with a name that no journal has, such as a trace. */
function isOtherFile(file: string): boolean {
  return !file.endsWith(".journal") && existsSync(file) && statSync(file).isFile() && statSync(file).size > 0;
}

/** A file that no program has open. */
function isAbandoned(journal: string): boolean {
  return statSync(journal).isFile() && !isOpen(journal);
}

function readStatus(journal: string): readonly JournalStatus[] {
  if (isSessionFolder(journal)) return inspectSession(journal);
  return journal.endsWith(".journal") && existsSync(journal) ? [inspectJournal(journal)] : [];
}

function inUse(journal: string, pid: number | undefined, cause?: unknown): RecordingInUseError {
  const trace = traceFileOf(journal);
  return new RecordingInUseError(
    `"${trace}" is being recorded by ${pid === undefined ? "another process" : `process ${pid}`}.`,
    {
      hint: "Choose another file with -o, or wait until that recording has ended.",
      cause,
    },
  );
}
