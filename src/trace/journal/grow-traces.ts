import { existsSync, statSync } from "node:fs";

import { knownAt } from "../../sequence/known-at.ts";
import { mapKnown } from "../../sequence/map-known.ts";
import type { Entry, Trace } from "../model/types.ts";
import { type GrowingTrace, growTrace } from "./grow-trace.ts";
import { isInUse } from "./inspect-journal.ts";

/** One trace from the journals of a recording, one for each of its processes. */
export interface GrowingTraces {
  /** Continues reading these journals; returns the exchanges that finished since the last update. */
  readonly readOn: (journals: readonly string[]) => readonly Entry[];
  /** Whether there may be much more to read at once. */
  readonly isBehind: () => boolean;
  /** In the order of start; see `GrowingTrace`. */
  readonly trace: () => Trace;
  /** Whether no process writes any of the journals any more. */
  readonly areBrokenOff: () => boolean;
  readonly close: () => void;
}

export function growTraces(): GrowingTraces {
  const open = new Map<string, Opened>();
  const closeAllBut = (journals: readonly string[]): void => {
    for (const [file, { growing }] of open) {
      if (journals.includes(file)) continue;
      growing.close();
      open.delete(file);
    }
  };
  const take = (file: string): readonly Entry[] => {
    const found = reopen(file, open.get(file));
    // The recording has ended meanwhile: the next look shows it.
    if (found === undefined) return [];
    open.set(file, found);
    return found.growing.readOn();
  };
  return {
    readOn: (journals) => {
      closeAllBut(journals);
      return journals.flatMap(take);
    },
    isBehind: () => Array.from(open.values()).some(({ growing }) => growing.isBehind()),
    trace: () => join(mapKnown([...open.keys()].toSorted(), (file) => open.get(file)?.growing.trace())),
    areBrokenOff: () => open.size > 0 && Array.from(open).every(isBrokenOff),
    close: () => closeAllBut([]),
  };
}

interface Opened {
  readonly identity: string;
  readonly growing: GrowingTrace;
}

/** A journal of the same name may belong to the next recording. */
function reopen(file: string, known: Opened | undefined): Opened | undefined {
  const status = statSync(file, { throwIfNoEntry: false });
  if (status === undefined) return undefined;
  const identity = `${status.dev} ${status.ino}`;
  if (known?.identity === identity) return known;
  known?.growing.close();
  try {
    return { identity, growing: growTrace(file) };
  } catch (error) {
    if (existsSync(file)) throw error;
    return undefined;
  }
}

function isBrokenOff([file, { growing }]: readonly [string, Opened]): boolean {
  const header = growing.header();
  return header !== undefined && existsSync(file) && !isInUse(header, file);
}

function join(traces: readonly Trace[]): Trace {
  const first = knownAt(traces, 0);
  if (traces.length === 1) return first;
  const entries = traces.flatMap(({ log }) => log.entries);
  const inOrder = entries.toSorted((a, b) => (a.startedDateTime < b.startedDateTime ? -1 : 1));
  return { log: { ...first.log, entries: inOrder } };
}
