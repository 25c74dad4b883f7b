import { isMainThread } from "node:worker_threads";

import type { TwinState } from "../../../redact/twin.ts";
import { firstAtExit } from "../../../trace/journal/at-exit.ts";
import type { FaultReport } from "../fault.ts";
import { drainAtSignals } from "./drain-at-signals.ts";
import { KIND, frameJson } from "./frame.ts";
import { type EndedExchange, createPacker, unpackExchange } from "./packed-exchange.ts";
import { createNewsReader } from "./read-news.ts";
import type { FramedRecord } from "./ring-reader.ts";
import { type StartOptions, type StartedWorker, startWorker } from "./start-worker.ts";
import { createTelling } from "./telling.ts";

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
function handOver(worker: StartedWorker, options: HandOverOptions): HandOver {
  const { writer, port } = worker;
  const { journal, twin } = options;
  const pack = createPacker();
  const telling = createTelling(twin, writer);
  const news = createNewsReader(worker, telling, options.faults);
  let isOver = false;
  let isSettled = true;

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
    news.take();
    // The line during which it was terminated is written again.
    if (journalSize !== undefined) journal.cutTo(journalSize);
    for (const record of left) keepSafely(record, options);
    port.close();
    journal.flush();
    if (left.length > 0) warn();
  };
  /** Ensures that everything passed to the worker is written, by this thread if necessary. */
  const settle = (): void => {
    if (isOver) return;
    if (writer.drain()) news.take();
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
    // No recorder is left: the worker stops.
    writer.takeOver();
    port.close();
  };
  const take = (ended: EndedExchange): boolean => {
    if (isOver) return false;
    news.takeIfNew();
    isSettled = false;
    if (!news.isEnd() && telling.tell() && writer.write(pack(ended))) return true;
    takeOver();
    return false;
  };

  journal.flush();
  // Runs before the program's own handlers, because none runs after one that throws or exits. Exchanges that end in
  // those handlers are written by this thread.
  const leaveExit = firstAtExit(end);
  const stopDraining = drainAtSignals(settle);
  if (twin !== false) twin.beforeUse = pull;
  return { take, isTelling: telling.isTaking, end };
}

function keepSafely({ kind, bytes }: FramedRecord, { keepHere, faults }: HandOverOptions): void {
  if (kind !== KIND.exchange) return;
  try {
    keepHere(unpackExchange(bytes));
  } catch (error) {
    faults.report(error);
  }
}

function warn(): void {
  process.emitWarning(
    "The thread that wrote the recording has ended; the main thread of the program continues it.",
    "WirewalkWarning",
  );
}
