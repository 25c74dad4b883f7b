import { existsSync, readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";

import { UserError } from "../../errors.ts";
import { openTrace } from "../../import/open-trace.ts";
import { readTrace } from "../../trace/files/file.ts";
import { inspectJournal } from "../../trace/journal/inspect-journal.ts";
import type { Trace } from "../../trace/model/types.ts";
import { looks } from "./looks.ts";

/** A recording at one moment: what has finished so far, in the order of start. */
export interface Moment {
  readonly trace: Trace;
  /** Whether it has ended: this is the trace that was written. */
  readonly isWhole: boolean;
}

/**
 * Follows the recording that writes, or will write, this trace, by the journals beside it; ends when the trace is there, or
 * with the signal. A trace that is there already is only shown when it has been replaced.
 *
 * @param file the trace, its journal, or its folder of journals
 * @throws UserError when the recording breaks off, or ends without a trace
 */
export async function* followRecording(file: string, signal: AbortSignal): AsyncGenerator<Moment> {
  const places = placesOf(file);
  const before = fingerprint([places.trace]);
  let seen = "";
  for await (const _look of looks([dirname(places.trace), places.folder], signal)) {
    const journals = journalsOf(places);
    const now = fingerprint(journals);
    // An older trace stays there until the new one takes its place; the journals go away after that.
    if (journals.length > 0 && now !== seen) {
      seen = now;
      const trace = await readJournals(journals);
      if (trace !== undefined) yield { trace, isWhole: false };
    } else if (journals.length > 0) {
      await refuseBrokenOff(journals, places);
    } else if (fingerprint([places.trace]) !== before) {
      yield { trace: await openTrace(places.trace), isWhole: true };
      return;
    } else if (seen !== "") {
      throw new UserError(`The recording ended without writing "${places.trace}".`, {
        hint: "See the terminal in which it was started.",
      });
    }
  }
}

interface Places {
  readonly trace: string;
  readonly journal: string;
  /** Of a recording by several processes. */
  readonly folder: string;
}

function placesOf(file: string): Places {
  const trace = file.replace(/\.journals?\/?$/, "");
  return { trace, journal: `${trace}.journal`, folder: `${trace}.journals` };
}

function journalsOf({ journal, folder }: Places): readonly string[] {
  if (existsSync(journal)) return [journal];
  try {
    const names = readdirSync(folder).filter((name) => name.endsWith(".journal"));
    return names.toSorted().map((name) => join(folder, name));
  } catch {
    return [];
  }
}

/** Changes whenever one of the files does. */
function fingerprint(files: readonly string[]): string {
  return files.map((file) => `${file} ${describe(file)}\n`).join("");
}

function describe(file: string): string {
  const status = statSync(file, { throwIfNoEntry: false });
  return status === undefined ? "none" : `${status.ino} ${status.size} ${status.mtimeMs}`;
}

/** Undefined where the recording has ended meanwhile. */
async function readJournals(journals: readonly string[]): Promise<Trace | undefined> {
  try {
    const [first, ...others] = await Promise.all(journals.map((file) => readTrace(file)));
    if (first === undefined || others.length === 0) return first;
    const entries = [first, ...others].flatMap(({ log }) => log.entries);
    const inOrder = entries.toSorted((a, b) => (a.startedDateTime < b.startedDateTime ? -1 : 1));
    return { log: { ...first.log, entries: inOrder } };
  } catch (error) {
    if (journals.every(existsSync)) throw error;
    return undefined;
  }
}

async function refuseBrokenOff(journals: readonly string[], { journal, folder }: Places): Promise<void> {
  const isGone = (file: string): boolean => existsSync(file) && inspectJournal(file).state === "broken off";
  if (!journals.every(isGone)) return;
  const place = existsSync(journal) ? journal : folder;
  throw new UserError(`The recording was interrupted.`, {
    hint: `Run \`wirewalk recover ${place}\` to rebuild its trace.`,
  });
}
