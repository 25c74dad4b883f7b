import type { Redactor } from "../../redact/redactor.ts";
import { twinStateOf } from "../../redact/twin.ts";
import type { JournalWriter } from "../../trace/journal/journal-file.ts";
import { readExchange } from "./content.ts";
import type { FaultReport } from "./fault.ts";
import type { RecorderOptions } from "./recording.ts";
import { sealLearned } from "./sealed-secrets.ts";
import { type HandOver, createHandOver } from "./worker/hand-over.ts";
import type { EndedExchange } from "./worker/packed-exchange.ts";

/** Masks exchanges that have ended, and writes them to the journal: in this thread, or in one of its own. */
export interface Keeping {
  readonly keep: (ended: EndedExchange) => void;
  /** Secrets learned from now on are sealed next to another journal. */
  readonly moveSeal: (journal: string) => void;
  /** All that was to be kept is in the journal. */
  readonly end: () => void;
}

export interface KeepingOptions extends Pick<RecorderOptions, "durability" | "sealKey" | "workerAfter"> {
  readonly journal: JournalWriter;
  /** See `OpenRecording.raw`. */
  readonly raw: JournalWriter | undefined;
  readonly redactor: Redactor | false;
  readonly bodyLimit: number;
  readonly faults: FaultReport;
}

const WORKER_AFTER = 200;

export function createKeeping(options: KeepingOptions): Keeping {
  const { journal, raw, redactor, bodyLimit, faults, durability, sealKey, workerAfter = WORKER_AFTER } = options;
  let handOver: HandOver | undefined;
  const seal =
    redactor === false
      ? undefined
      : sealLearned(redactor, {
          journal: journal.file,
          key: sealKey,
          onError: faults.report,
          // What its own worker has learned, the worker has sealed.
          isSealedElsewhere: () => handOver?.isTelling() === true,
        });
  const keepHere = ({ exchange, unread }: EndedExchange): void => {
    if (faults.isBroken) return faults.report(faults.first);
    readExchange(exchange, unread, bodyLimit);
    raw?.append(exchange);
    if (redactor !== false) redactor.redactExchange(exchange);
    journal.append(exchange);
    if (durability === "exchange") journal.sync();
  };
  const twin = redactor === false ? redactor : twinStateOf(redactor);
  const isSealed = twin === false || seal?.key !== undefined;
  handOver =
    twin === undefined || !isSealed || raw !== undefined || durability === "exchange"
      ? undefined
      : createHandOver({ journal, twin, bodyLimit, faults, keepHere, sealKey: seal?.key, after: workerAfter });
  return {
    keep: (ended) => {
      if (handOver?.take(ended) !== true) keepHere(ended);
    },
    moveSeal: (next) => seal?.moveTo(next),
    end: () => {
      handOver?.end();
      journal.flush();
      raw?.flush();
    },
  };
}
