import { existsSync, readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";

import { UserError } from "../../errors.ts";
import { openTrace } from "../../import/open-trace.ts";
import { growTraces } from "../../trace/journal/grow-traces.ts";
import { traceFileOf } from "../../trace/journal/trace-file-of.ts";
import type { Entry, Trace } from "../../trace/model/types.ts";
import { lookAgain } from "./look-again.ts";

/** The state of a recording at one moment. */
export interface Moment {
  /**
   * The exchanges that have finished so far, in the order of their starts; of a long recording in progress, only its beginning, its end,
   * and `news`.
   */
  readonly trace: Trace;
  /** The exchanges that have finished since the previous state; none if the recording has ended. */
  readonly news: readonly Entry[];
  /** Whether it has ended: this is the trace that was written. */
  readonly isWhole: boolean;
}

/**
 * Follows the recording that is writing, or will write, this trace, by the journals next to it; ends when the trace exists, or with the
 * signal. A trace that exists already is shown only after it has been replaced.
 *
 * @param file the trace, its journal, or its folder of journals
 * @throws UserError if the recording is interrupted, or ends without a trace
 */
export async function* followRecording(file: string, signal: AbortSignal): AsyncGenerator<Moment> {
  const places = placesOf(file);
  const before = fingerprint(places.trace);
  const growing = growTraces();
  let hasBegun = false;
  try {
    for await (const _look of lookAgain([dirname(places.trace), places.folder], signal)) {
      const journals = journalsOf(places);
      // An older trace stays there until the new one takes its place; the journals go away after that.
      if (journals.length > 0) {
        hasBegun = true;
        let news = growing.readOn(journals);
        if (news.length === 0 && growing.areBrokenOff()) throw interrupted(places);
        while (news.length > 0) {
          yield { trace: growing.trace(), news, isWhole: false };
          news = growing.isBehind() && !signal.aborted ? growing.readOn(journals) : [];
        }
      } else if (fingerprint(places.trace) !== before) {
        yield { trace: await openTrace(places.trace), news: [], isWhole: true };
        return;
      } else if (hasBegun) {
        throw new UserError(`The recording ended without writing "${places.trace}".`, {
          hint: "See the terminal in which it was started.",
        });
      }
    }
  } finally {
    growing.close();
  }
}

interface Places {
  readonly trace: string;
  readonly journal: string;
  /** For a recording by several processes. */
  readonly folder: string;
}

function placesOf(file: string): Places {
  const trace = traceFileOf(file);
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

/** Changes whenever the file changes. */
function fingerprint(file: string): string {
  const status = statSync(file, { throwIfNoEntry: false });
  return status === undefined ? "none" : `${status.ino} ${status.size} ${status.mtimeMs}`;
}

function interrupted({ journal, folder }: Places): UserError {
  const place = existsSync(journal) ? journal : folder;
  return new UserError(`The recording was interrupted.`, {
    hint: `Run \`wirewalk recover ${place}\` to rebuild its trace.`,
  });
}
