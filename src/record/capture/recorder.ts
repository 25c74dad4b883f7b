import type { Dispatcher } from "undici";

import type { Origin } from "../../trace/model/types.ts";
import { createInterceptor } from "./interceptor.ts";
import { createPartsRecorder } from "./parts-recorder.ts";
import {
  type OpenRecording,
  type Parties,
  type RecorderOptions,
  type Recording,
  createRecording,
} from "./recording.ts";
import { type Adapt, type SaveSummary, type TakenTrace, saveJournal, saveRaw, takeJournal } from "./save.ts";

export type { RecorderOptions } from "./recording.ts";

export interface Recorder extends AsyncDisposable {
  /** For `dispatcher.compose(recorder.interceptor, …)`: first, so that each hop and each try is recorded. */
  readonly interceptor: Dispatcher.DispatcherComposeInterceptor;
  /** The same for exchanges whose parties are known beforehand, such as the client of a proxy. */
  readonly interceptorFor: (parties: Parties) => Dispatcher.DispatcherComposeInterceptor;
  /** For a proxy, which sees bytes and no requests: what it fills records of these parties with. */
  readonly recordingFor: (parties: Parties) => Recording;
  /** Whether an exchange is on the disk when the recorder has heard its end. */
  readonly isDurable: boolean;
  /** Exchanges that have started. */
  readonly exchangeCount: number;
  /** Reports an error that belongs to no exchange, for the trace. */
  readonly fault: (error: unknown) => void;
  /** What went wrong until now. */
  readonly faults: OpenRecording["faults"];
  /** Ends the recording and leaves its journal, for a session that others feed too. */
  readonly stop: () => void;
  /**
   * Ends the recording and writes the trace file; exchanges still going on are kept as unfinished. Throws a `UserError` if the file cannot
   * be written; the journal stays then.
   */
  readonly save: (file: string, origin?: Partial<Origin>, adapt?: Adapt) => Promise<SaveSummary>;
  /** Ends the recording and gives the trace, masked and checked as `save` writes it. The journal stays until disposal. */
  readonly take: (adapt?: Adapt) => TakenTrace;
}

/** Records what passes through undici dispatchers. Released by `save` or by `Symbol.asyncDispose`. */
export function createRecorder(options: RecorderOptions = {}): Recorder {
  const parts = options.rotation === undefined ? undefined : createPartsRecorder(options, options.rotation);
  const recording = parts?.recording ?? createRecording(options);
  const { journal, raw, redactor, stop, fault, faults } = recording;
  const saveWhole = async (file: string, origin: Partial<Origin>, adapt?: Adapt): Promise<SaveSummary> => {
    const saved = await saveJournal(journal, file, { redactor, origin, faults, adapt, seen: recording.seen });
    if (raw !== undefined && options.unsafeRaw !== undefined) await saveRaw(raw, options.unsafeRaw);
    return saved;
  };
  return {
    interceptor: createInterceptor(recording),
    interceptorFor: (parties) => createInterceptor({ ...recording, parties }),
    recordingFor: (parties) => ({ ...recording, parties }),
    get exchangeCount() {
      return recording.exchangeCount;
    },
    isDurable: options.durability === "exchange",
    fault,
    faults,
    stop,
    save: async (file, origin, adapt) => {
      stop();
      const whole = { ...options.origin, ...origin };
      return parts === undefined ? saveWhole(file, whole, adapt) : parts.end(whole);
    },
    take: (adapt) => {
      stop();
      return takeJournal(journal, { redactor, origin: options.origin ?? {}, faults, adapt, seen: recording.seen });
    },
    [Symbol.asyncDispose]: async () => {
      stop();
      journal.remove();
      raw?.remove();
    },
  };
}
