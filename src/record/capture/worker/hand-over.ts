import { isMainThread, receiveMessageOnPort } from "node:worker_threads";

import type { TwinState } from "../../../redact/twin.ts";
import type { VaultState } from "../../../redact/vault/vault-twin.ts";
import { firstAtExit } from "../../../trace/journal/at-exit.ts";
import type { FaultReport } from "../fault.ts";
import { drainAtSignals } from "./drain-at-signals.ts";
import { KIND, frameJson } from "./frame.ts";
import { type EndedExchange, createPacker, unpackExchange } from "./packed-exchange.ts";
import { WORD } from "./ring.ts";
import { type StartOptions, type StartedWorker, type WorkerNews, startWorker } from "./start-worker.ts";

export interface HandOverOptions extends StartOptions {
  readonly faults: FaultReport;
  /** Exchanges after which a worker is started. */
  readonly after: number;
  /** Processes an exchange in this thread in the same way as the worker. */
  readonly keepHere: (ended: EndedExchange) => void;
}

/** Passes the work to a worker once that saves time, and takes it back if there can be no worker. */
export interface HandOver {
  /** Whether the worker has taken over the exchange. */
  readonly take: (ended: EndedExchange) => boolean;
  /** Whether the redactor is receiving what this worker has learned, and not what another recorder has. */
  readonly isTelling: () => boolean;
  /** Waits until everything is in the journal. After that, nothing is passed to the worker. */
  readonly end: () => void;
}

/** The recorder of a Worker thread, whose end may not be observable, works in that thread itself. */
export function createHandOver(options: HandOverOptions): HandOver {
  let pending: StartedWorker | undefined;
  let worker: HandOver | undefined;
  let left = isMainThread ? options.after : Number.POSITIVE_INFINITY;
  return {
    take: (ended) => {
      // A disk that failed once may accept more, after half a line.
      if (options.faults.isBroken) return false;
      if (worker !== undefined) return worker.take(ended);
      if (pending === undefined) {
        left -= 1;
        if (left <= 0) pending = startWorker(options);
        // One attempt is enough.
        if (left <= 0) left = Number.POSITIVE_INFINITY;
        return false;
      }
      if (!pending.isReady() || isTwinned(options.twin)) return false;
      worker = handOver(pending, options);
      return worker.take(ended);
    },
    isTelling: () => worker?.isTelling() === true,
    end: () => {
      left = Number.POSITIVE_INFINITY;
      if (worker === undefined) pending?.writer.takeOver();
      else worker.end();
      pending = undefined;
    },
  };
}

/** Whether the redactor already has a twin, in the worker of another recorder: three redactors would not stay consistent. */
function isTwinned(twin: TwinState | false): boolean {
  return twin !== false && twin.beforeUse !== undefined;
}

/** From here on the worker alone writes to the journal, until it is taken over again. */
function handOver({ words, writer, port }: StartedWorker, options: HandOverOptions): HandOver {
  const { journal, twin, faults, keepHere } = options;
  const pack = createPacker();
  const telling = createTelling(twin, writer);
  let isOver = false;
  let seenNews = 0;
  let isSettled = true;

  const takeNews = (): void => {
    seenNews = Atomics.load(words, WORD.news);
    for (let got = receiveMessageOnPort(port); got !== undefined; got = receiveMessageOnPort(port)) {
      // Sent by recording-worker.ts.
      const { state, fault, note, lost } = got.message as WorkerNews;
      if (state !== undefined) telling.take(state);
      if (note !== undefined) faults.note(note);
      if (fault === undefined) continue;
      if (lost === undefined) faults.report(new Error(fault));
      else faults.breakOff(new Error(fault), lost);
    }
    telling.note();
  };
  const finish = (): void => {
    isOver = true;
    if (twin !== false) twin.beforeUse = undefined;
    leaveExit();
    stopDraining();
  };
  /** The worker has ended: its unwritten lines are written here. */
  const takeOver = (): void => {
    finish();
    const { records, journalSize } = writer.takeOver();
    const left = [...records];
    takeNews();
    // The line during which it was terminated is written again.
    if (journalSize !== undefined) journal.cutTo(journalSize);
    for (const { kind, bytes } of left) {
      if (kind === KIND.exchange) keepSafely(bytes);
    }
    port.close();
    journal.flush();
    if (left.length > 0) warn();
  };
  const keepSafely = (packed: Buffer): void => {
    try {
      keepHere(unpackExchange(packed));
    } catch (error) {
      faults.report(error);
    }
  };
  /** Ensures that everything passed to the worker is written, by this thread if necessary. */
  const settle = (): void => {
    if (isOver) return;
    if (writer.drain()) takeNews();
    else takeOver();
  };
  /** The redactor of this thread knows what the redactor of the worker knows. */
  const pull = (): void => {
    if (isOver || isSettled || twin === false) return;
    isSettled = true;
    if (telling.tell() && writer.write(frameJson(KIND.tell, 0))) settle();
    else takeOver();
  };

  const end = (): void => {
    pull();
    settle();
    if (isOver) return;
    finish();
    // No recorder is left: the worker is told to stop.
    writer.takeOver();
    port.close();
  };

  journal.flush();
  // Runs before the program's own handlers, because none runs after one that throws or exits. Exchanges that end in
  // those handlers are written by this thread.
  const leaveExit = firstAtExit(end);
  const stopDraining = drainAtSignals(settle);
  if (twin !== false) twin.beforeUse = pull;
  return {
    take: (ended) => {
      if (isOver) return false;
      if (Atomics.load(words, WORD.news) !== seenNews) takeNews();
      isSettled = false;
      if (seenNews !== -1 && telling.tell() && writer.write(pack(ended))) return true;
      takeOver();
      return false;
    },
    isTelling: telling.isTaking,
    end,
  };
}

/** The messages by which the redactors of both threads share what they learn. */
interface Telling {
  /** Learns what the worker has learned. */
  readonly take: (state: VaultState) => void;
  readonly isTaking: () => boolean;
  /** Both know the same from here on. */
  readonly note: () => void;
  /**
   * Sends what the program's thread knows before the first exchange, and what it has learned since. Returns whether the worker can still
   * receive it.
   */
  readonly tell: () => boolean;
}

function createTelling(twin: TwinState | false, writer: StartedWorker["writer"]): Telling {
  let isTaking = false;
  let stateVersion = -1;
  let known = { learned: 0, guessed: 0 };
  const note = (): void => {
    if (twin === false) return;
    stateVersion = twin.stateVersion;
    known = twin.known();
  };
  return {
    take: (state) => {
      if (twin === false) return;
      isTaking = true;
      try {
        twin.takeState(state);
      } finally {
        isTaking = false;
      }
    },
    isTaking: () => isTaking,
    note,
    tell: () => {
      if (twin === false || twin.stateVersion === stateVersion) return true;
      const isFirst = stateVersion === -1;
      const isTold = writer.write(frameJson(KIND.state, twin.stateSince(known, isFirst)));
      note();
      return isTold;
    },
  };
}

function warn(): void {
  process.emitWarning(
    "The thread that wrote the recording has ended; the main thread of the program continues it.",
    "WirewalkWarning",
  );
}
