import { existsSync } from "node:fs";

import { UserError, reasonOf } from "../../errors.ts";
import { onlyFilled } from "../../json/only-filled.ts";
import type { RedactionPolicy } from "../../redact/policy.ts";
import { type Redactor, createRedactor } from "../../redact/redactor.ts";
import { refuseSecretName } from "../../redact/scan/gate.ts";
import { countOf } from "../../sequence/count-of.ts";
import { mapKnown } from "../../sequence/map-known.ts";
import { readTrace } from "../../trace/files/file.ts";
import { type LeftFile, findLeftOf } from "../../trace/files/left-files.ts";
import { listPartsBefore } from "../../trace/files/part-names.ts";
import { writeFileAtomically } from "../../trace/files/write-file.ts";
import { inspectJournal } from "../../trace/journal/inspect-journal.ts";
import { createStepNaming } from "../../trace/journal/journal-entries.ts";
import { removeJournal } from "../../trace/journal/journal-file.ts";
import { openJournal } from "../../trace/journal/open-journal.ts";
import type { Missing } from "../../trace/model/types.ts";
import { type UnwrittenTrace, traceOf } from "./save.ts";
import { noteUnopened, openSecrets } from "./sealed-secrets.ts";

export interface Recovered {
  readonly file: string;
  readonly exchanges: number;
  /** Data that was truncated or damaged when the recording was interrupted, or that can no longer be masked, if any. */
  readonly comment?: string;
}

/**
 * Writes the trace of an interrupted recording, and removes its journal.
 *
 * @param file where to @default the journal's name without `.journal`
 * @param policy with the key of the session that it was recorded in @default none
 * @throws UserError if the recording is still in progress, if the file is no journal or has no exchange, or if the target exists already
 */
export async function recoverJournal(
  journal: string,
  file = traceFileOf(journal),
  policy?: RedactionPolicy,
): Promise<Recovered> {
  const { state, pid, exchanges } = inspectJournal(journal);
  if (state === "in use") {
    throw new UserError(`The journal "${journal}" is still being written, by process ${pid}.`, {
      hint: "Wait for the recording to end, or end it; it then writes its trace.",
    });
  }
  if (state === "none") {
    throw new UserError(`The first line of the journal "${journal}" is damaged; nothing in it can be read.`, {
      hint: "Remove it, and record again. Run `wirewalk recover` to list other journals.",
    });
  }
  if (exchanges === 0) {
    throw new UserError(`The journal "${journal}" contains no finished exchange.`, { hint: "Remove it." });
  }
  const saved = findLeftOf(journal).find(({ isInPlace }) => isInPlace);
  if (saved !== undefined) return finishSaving(saved, () => removeJournal(journal));
  refuseExisting(file);
  const learned = openSecrets(journal);
  const notes = noteUnopened([{ file: journal, learned }]);
  const redactor = createRedactor({ learned, policy });
  refuseSecretName(file, redactor.findLearned);
  const reader = openJournal(journal);
  const isPart = reader.header?.isPart === true;
  const sweepExchange: Redactor["sweepExchange"] = (exchange) => {
    // Fewer secrets may have been sealed than were known.
    exchange.knownSecrets = undefined;
    redactor.sweepExchange(exchange);
  };
  try {
    const trace = traceOf(reader, {
      redactor: { ...redactor, sweepExchange },
      origin: reader.header?.origin ?? {},
      faults: { count: 0, first: undefined },
      part: isPart ? { naming: createStepNaming(await idsBefore(file)), substitutes: undefined } : undefined,
    });
    return await writeRecovered(file, trace, { removeSource: () => removeJournal(journal), notes });
  } finally {
    reader.close();
  }
}

/** The ids of the parts before one, which is to have others. */
async function idsBefore(part: string): Promise<readonly string[]> {
  const parts = await Promise.all(listPartsBefore(part).map((file) => readTrace(file)));
  return parts.flatMap(({ log }) => mapKnown(log.entries, ({ _id: id }) => id));
}

/** Writes the trace of journals, which go once all of it can be read. */
export async function writeRecovered(
  file: string,
  { chunks, summary }: UnwrittenTrace,
  { removeSource, notes }: { readonly removeSource: () => void; readonly notes: readonly string[] },
): Promise<Recovered> {
  let kept: readonly string[] = [];
  const onWritten = async (): Promise<void> => {
    await readBack(file, summary(file).exchanges);
    kept = tryToRemove(removeSource);
  };
  await writeFileAtomically(file, chunks, { onWritten });
  const { exchanges, missing } = summary(file);
  return toRecovered(file, exchanges, [...noteDamage(missing), ...notes, ...kept]);
}

/** The disk of a journal may be read-only by now; its trace is in another place, and whole. */
function tryToRemove(removeSource: () => void): readonly string[] {
  try {
    removeSource();
    return [];
  } catch (error) {
    return [`its journal cannot be removed, and stays (${reasonOf(error)})`];
  }
}

/** The recorder was killed between the last two steps of saving: the trace is in its place, and what it was made of is still there. */
export async function finishSaving(saved: LeftFile, removeSource: () => void): Promise<Recovered> {
  const { log } = await readTrace(saved.target);
  await readBack(saved.target, log.entries.length);
  const kept = tryToRemove(removeSource);
  return toRecovered(saved.target, log.entries.length, ["it was already complete; only its journal was left", ...kept]);
}

/** Reads all of a trace that has just been written: its journal goes only when nothing is lost with it. */
export async function readBack(file: string, exchanges: number): Promise<void> {
  const { log } = await readTrace(file);
  let read = 0;
  for (const { response } of log.entries) if (response.status >= 0) read += 1;
  if (read === exchanges) return;
  throw new UserError(`"${file}" contains ${read} of ${exchanges} exchanges of its journal, which was kept.`, {
    hint: "Check the disk, remove that file, and run the same command again.",
  });
}

/** What could not be read of the journals. */
function noteDamage(missing: readonly Missing[]): readonly string[] {
  const count = missing.reduce((sum, one) => sum + (one.kind === "damaged" ? one.count : 0), 0);
  return count === 0
    ? []
    : [`${countOf(count, "damaged line")} of the journal ${count === 1 ? "was" : "were"} skipped`];
}

function toRecovered(file: string, exchanges: number, notes: readonly string[]): Recovered {
  return { file, exchanges, ...onlyFilled({ comment: notes.join("; ") }) };
}

/** Throws a `UserError` if there is a file: nothing is recovered at the cost of another recording. */
export function refuseExisting(file: string): void {
  if (!existsSync(file)) return;
  throw new UserError(`"${file}" already exists and was not changed.`, { hint: "Choose another file with -o." });
}

function traceFileOf(journal: string): string {
  return journal.endsWith(".journal") ? journal.slice(0, -".journal".length) : `${journal}.har`;
}
