import { randomUUID } from "node:crypto";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { onlyKnown } from "../../json/only-known.ts";
import { type Redactor, createRedactor } from "../../redact/redactor.ts";
import { refuseSecretName } from "../../redact/scan/gate.ts";
import type { Exchange } from "../../trace/journal/exchange.ts";
import { type JournalWriter, createJournal, journalFileOf } from "../../trace/journal/journal-file.ts";
import type { Origin } from "../../trace/model/types.ts";
import { createActiveList } from "./active-list.ts";
import type { ExchangeRecord } from "./exchange-record.ts";
import { type FaultReport, createFaultReport, toJournalListener } from "./fault.ts";
import { createKeeping } from "./keep-exchanges.ts";
import { createLineage } from "./lineage.ts";
import type { Rotation } from "./parts.ts";
import type { SeenExchanges } from "./save.ts";
import { type SealKey } from "./sealed-secrets.ts";
import type { SendHeadersMessage } from "./wire-head.ts";
import type { EndedExchange } from "./worker/packed-exchange.ts";

export interface RecorderOptions {
  /** Where finished exchanges are kept until they are saved; mode 0600. @default a file in the system's temporary folder */
  readonly journal?: string;
  /** Longest body kept, in bytes; of a longer one the beginning, the length and the SHA-256 are kept. @default 1048576 */
  readonly bodyLimit?: number;
  /**
   * When a finished exchange is on disk: at the end of its turn of the event loop, so that a kill during that turn loses it, or before the
   * program continues, at the cost of a disk write for each. With a worker, a kill loses at most 128 KiB of exchanges. @default "turn"
   */
  readonly durability?: Durability;
  /**
   * Exchanges after which a thread of its own reads, redacts and writes what is recorded; `Infinity`: never. It pays for long recordings alone.
   * There is none with `durability: "exchange"`, `unsafeRaw`, `rotation` or a redactor of your own, in a Worker, or where Node permits none. @default 200
   */
  readonly workerAfter?: number;
  /** Masks secrets before anything is written; `false` records them as they are. @default createRedactor() */
  readonly redactor?: Redactor | false;
  /** HAR file for all that was recorded as it was, secrets and all; mode 0600. @default none */
  readonly unsafeRaw?: string;
  /**
   * Saves the recording in parts, named after `file`, while it is in progress; its journals are next to them. @default it is saved as a
   * whole
   */
  readonly rotation?: Rotation & { readonly file: string };
  /**
   * Seals what is learned, in a file next to the journal. @default a key that is kept while the system runs, for an interrupted recording
   */
  readonly sealKey?: SealKey;
  /** Metadata of the recording at its start, for a journal that outlives a crash. */
  readonly origin?: Partial<Origin>;
  /** Participant that sends all recorded requests: `nova-api`. @default unknown */
  readonly client?: string;
  /** Port of a recording proxy on this machine: what goes through it is recorded there, and not here as well. */
  readonly proxyPort?: number;
  /** Milliseconds since 1970, with microseconds in the fraction. @default the system's clocks */
  readonly now?: () => number;
  /** Called with the first internal error of the recorder. @default a warning on stderr */
  readonly onFault?: (message: string) => void;
}

export type Durability = "turn" | "exchange";

/** The client and the server, by participant id, as far as they are known before any data is sent. */
export interface Parties {
  readonly client?: string;
  readonly server?: string;
}

/** What all ways of capturing feed. No member may throw but `now` and `begin`. */
export interface Recording {
  readonly proxyPort: number | undefined;
  readonly parties: Parties;
  /** Longest body kept, in bytes. */
  readonly bodyLimit: number;
  /** Milliseconds since 1970, with microseconds in the fraction. */
  readonly now: () => number;
  /** Gives the exchange its place in the order of start, and records what it follows. */
  readonly begin: (record: ExchangeRecord, exchange: Exchange, caller: object) => void;
  /** The request is about to be written: undici publishes its wire head next. */
  readonly starting: (record: ExchangeRecord) => void;
  /** The head of the final response has arrived. */
  readonly answered: (exchange: Exchange) => void;
  /** Another recorder records the exchange. */
  readonly abandon: (record: ExchangeRecord, exchange: Exchange) => void;
  readonly finish: (record: ExchangeRecord, ended: EndedExchange, caller: object) => void;
  /** Something went wrong in the recorder; the traced program must not notice. */
  readonly fault: (error: unknown) => void;
}

/** A recording in progress, with what its owner needs to end it. */
export interface OpenRecording extends Recording {
  /** Exchanges that have started. */
  readonly exchangeCount: number;
  /** The same for code that searches for missing data. */
  readonly seen: SeenExchanges;
  /** What went wrong in the recorder until now. */
  readonly faults: Pick<FaultReport, "count" | "first">;
  readonly redactor: Redactor | false;
  readonly journal: JournalWriter;
  /** The same without redaction, if requested. */
  readonly raw: JournalWriter | undefined;
  /** Secrets learned from now on are sealed next to another journal. */
  readonly moveSeal: (journal: string) => void;
  /** Ends the recording: exchanges still going on are kept as unfinished, and all is in the journal. */
  readonly stop: () => void;
}

const DEFAULT_BODY_LIMIT = 1_048_576;
const SEND_HEADERS = "undici:client:sendHeaders";

/** A journal that is already open, and the report for its errors. */
export interface OpenedJournal {
  readonly journal: JournalWriter;
  readonly faults: FaultReport;
}

/**
 * Starts a recording: exchanges are masked as they finish, and appended to a journal.
 *
 * @param opened the open journal of `options.journal` @default opened here
 */
export function createRecording(options: RecorderOptions, opened?: OpenedJournal): OpenRecording {
  const redactor = options.redactor ?? createRedactor();
  const lineage = createLineage();
  const active = createActiveList<ExchangeRecord>();
  if (redactor !== false && options.journal !== undefined) refuseSecretName(options.journal, redactor.findLearned);
  const { journal, faults } = opened ?? openJournalOf(options);
  let exchangeCount = 0;
  const abandoned: number[] = [];
  const heads = watchSentHeads();
  const raw =
    options.unsafeRaw === undefined
      ? undefined
      : createJournal(
          journalFileOf(options.unsafeRaw),
          { wirewalkJournal: 1, pid: process.pid },
          // The trace lists what could not be written.
          { ...toJournalListener(faults), onError: (error) => faults.breakOff(error) },
        );

  const bodyLimit = options.bodyLimit ?? DEFAULT_BODY_LIMIT;
  const keeping = createKeeping({ ...options, journal, raw, redactor, bodyLimit, faults });
  return {
    proxyPort: options.proxyPort,
    parties: options.client === undefined ? {} : { client: options.client },
    bodyLimit,
    now: options.now ?? systemNow,
    begin: (record, exchange, caller) => {
      exchange.seq = ++exchangeCount;
      lineage.begin(exchange, caller);
      active.add(record);
    },
    starting: heads.expect,
    answered: lineage.answered,
    abandon: (record, exchange) => {
      active.remove(record);
      abandoned.push(exchange.seq);
    },
    finish: (record, ended, caller) => {
      active.remove(record);
      lineage.finished(ended.exchange, caller);
      keeping.keep(ended);
    },
    fault: faults.report,
    get exchangeCount() {
      return exchangeCount;
    },
    get seen() {
      return { count: exchangeCount, abandoned };
    },
    faults,
    redactor,
    journal,
    raw,
    moveSeal: keeping.moveSeal,
    stop: () => {
      heads.stop();
      for (const record of active.items()) record.breakOff(new UnfinishedError());
      keeping.end();
    },
  };
}

/** Gives a record the head that undici publishes next. */
function watchSentHeads(): { readonly expect: (record: ExchangeRecord) => void; readonly stop: () => void } {
  let starting: ExchangeRecord | undefined;
  const takeHead = (message: unknown): void => {
    // The channel's message has this shape since undici 4 (its docs/api/DiagnosticsChannel.md).
    starting?.takeSentHead(message as SendHeadersMessage);
    starting = undefined;
  };
  subscribe(SEND_HEADERS, takeHead);
  return {
    expect: (record) => {
      starting = record;
    },
    stop: () => void unsubscribe(SEND_HEADERS, takeHead),
  };
}

function openJournalOf({ journal, origin, onFault }: RecorderOptions): OpenedJournal {
  const faults = createFaultReport(onFault);
  const file = journal ?? join(tmpdir(), `wirewalk-${randomUUID()}.journal`);
  const header = { wirewalkJournal: 1, pid: process.pid, ...onlyKnown({ origin }) } as const;
  return { journal: createJournal(file, header, toJournalListener(faults)), faults };
}

/** Wall time at the start plus monotonic time since: the order of events survives a change of the system's clock. */
function systemNow(): number {
  return performance.timeOrigin + performance.now();
}

/** Marks an exchange in the trace that was still in progress when the recording ended. */
class UnfinishedError extends Error {
  readonly code = "UNFINISHED";
  override readonly message = "still going on when the recording ended";
}
