import { randomUUID } from "node:crypto";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { Dispatcher } from "undici";

import { type Redactor, createRedactor } from "../redact/redactor.ts";
import type { Exchange } from "../trace/exchange.ts";
import { createJournal } from "../trace/journal-file.ts";
import type { Origin } from "../trace/types.ts";
import { createActiveList } from "./active-list.ts";
import { createFaultReport } from "./fault.ts";
import { type Parties, type Recording, createInterceptor } from "./interceptor.ts";
import { createLineage } from "./lineage.ts";
import type { RecordingHandler } from "./recording-handler.ts";
import { type SaveSummary, saveJournal } from "./save.ts";
import type { SendHeadersMessage } from "./wire-head.ts";

export interface RecorderOptions {
  /** Where finished exchanges are kept until they are saved; mode 0600. @default a file in the system's temporary folder */
  readonly journal?: string;
  /** Longest body kept, in bytes; of a longer one the beginning, the length and the SHA-256 are kept. @default 1048576 */
  readonly bodyLimit?: number;
  /** Masks secrets before anything is written; `false` records them as they are. @default createRedactor() */
  readonly redactor?: Redactor | false;
  /** What is known of the recording at its start, for a journal that outlives a crash. */
  readonly origin?: Partial<Origin>;
  /** Milliseconds since 1970, with microseconds in the fraction. @default the system's clocks */
  readonly now?: () => number;
  /** Told of the first fault inside the recorder. @default a warning on stderr */
  readonly onFault?: (message: string) => void;
}

export interface Recorder extends AsyncDisposable {
  /** For `dispatcher.compose(recorder.interceptor, …)`: first, so that each hop and each try is recorded. */
  readonly interceptor: Dispatcher.DispatcherComposeInterceptor;
  /** The same for exchanges whose parties are known beforehand, such as the client of a proxy. */
  readonly interceptorFor: (parties: Parties) => Dispatcher.DispatcherComposeInterceptor;
  /** Exchanges that have started. */
  readonly exchangeCount: number;
  /**
   * Ends the recording and writes the trace file; exchanges still going on are kept as unfinished.
   * Throws a `UserError` when the file cannot be written; the journal stays then.
   */
  readonly save: (file: string, origin?: Partial<Origin>) => Promise<SaveSummary>;
}

const DEFAULT_BODY_LIMIT = 1_048_576;
const SEND_HEADERS = "undici:client:sendHeaders";

/** Records what passes through undici dispatchers. Released by `save` or by `Symbol.asyncDispose`. */
export function createRecorder(options: RecorderOptions = {}): Recorder {
  const redactor = options.redactor ?? createRedactor();
  const faults = createFaultReport(options.onFault);
  const lineage = createLineage();
  const active = createActiveList<RecordingHandler>();
  const journal = createJournal(
    options.journal ?? join(tmpdir(), `wirewalk-${randomUUID()}.journal`),
    { wirewalkJournal: 1, pid: process.pid, ...(options.origin !== undefined && { origin: options.origin }) },
    faults.breakOff,
  );
  let exchangeCount = 0;
  let starting: RecordingHandler | undefined;

  const takeHead = (message: unknown): void => {
    const handler = starting;
    starting = undefined;
    try {
      // The channel's message has this shape since undici 4 (its docs/api/DiagnosticsChannel.md).
      handler?.takeHead(message as SendHeadersMessage);
    } catch (error) {
      faults.report(error);
    }
  };
  subscribe(SEND_HEADERS, takeHead);

  const keep = (exchange: Exchange): void => {
    if (faults.isBroken) return;
    if (redactor !== false) redactor.redactExchange(exchange);
    journal.append(exchange);
  };

  const recording: Recording = {
    parties: {},
    bodyLimit: options.bodyLimit ?? DEFAULT_BODY_LIMIT,
    now: options.now ?? systemNow,
    begin: (handler, exchange, caller) => {
      exchange.seq = ++exchangeCount;
      lineage.begin(exchange, caller);
      active.add(handler);
    },
    starting: (handler) => {
      starting = handler;
    },
    answered: lineage.answered,
    finish: (handler, exchange, caller) => {
      active.remove(handler);
      lineage.finished(exchange, caller);
      keep(exchange);
    },
    fault: faults.report,
  };

  const stop = (): void => {
    unsubscribe(SEND_HEADERS, takeHead);
    for (const handler of active.items()) handler.fail(new UnfinishedError());
    journal.flush();
  };

  return {
    interceptor: createInterceptor(recording),
    interceptorFor: (parties) => createInterceptor({ ...recording, parties }),
    get exchangeCount() {
      return exchangeCount;
    },
    save: async (file, origin) => {
      stop();
      return saveJournal(journal, file, { redactor, origin: { ...options.origin, ...origin }, lost: faults.count });
    },
    [Symbol.asyncDispose]: async () => {
      stop();
      journal.remove();
    },
  };
}

/** Wall time at the start plus monotonic time since: the order of events survives a change of the system's clock. */
function systemNow(): number {
  return performance.timeOrigin + performance.now();
}

/** Stands in the trace where an exchange was still going on when the recording ended. */
class UnfinishedError extends Error {
  readonly code = "UNFINISHED";
  override readonly message = "still going on when the recording ended";
}
