import { MessageChannel, type MessagePort, Worker } from "node:worker_threads";

import { locateRecordingWorker } from "../../../own-files.ts";
import type { RedactionPolicy } from "../../../redact/policy.ts";
import type { TwinState } from "../../../redact/twin.ts";
import type { VaultState } from "../../../redact/vault/vault-twin.ts";
import type { JournalWriter } from "../../../trace/journal/journal-file.ts";
import type { Overflow } from "../../../trace/journal/overflow.ts";
import { type RingWriter, createRingWriter } from "./ring-writer.ts";
import { WORD, createRing, openRing } from "./ring.ts";

export interface StartOptions {
  readonly journal: JournalWriter;
  /** The state that the redactor shares with the worker's; `false` if nothing is masked. */
  readonly twin: TwinState | false;
  readonly sealKey: Buffer | undefined;
  readonly bodyLimit: number;
}

/** The data with which a worker is started. */
export interface WorkerSettings {
  readonly ring: SharedArrayBuffer;
  readonly descriptor: number;
  readonly overflow: Overflow | undefined;
  readonly journal: string;
  readonly bodyLimit: number;
  readonly sealKey: Uint8Array | undefined;
  /** With the text of its session's key. */
  readonly policy: (Omit<RedactionPolicy, "session"> & { readonly session: string | undefined }) | false;
}

/** The messages of a worker. */
export interface WorkerNews {
  readonly state?: VaultState;
  readonly fault?: string;
  /** See `FaultReport.note`. */
  readonly note?: string;
  /** Exchanges that are lost by this fault, if nothing more can be kept. */
  readonly lost?: number;
}

export interface StartedWorker {
  readonly words: Int32Array;
  readonly writer: RingWriter;
  readonly port: MessagePort;
  readonly isReady: () => boolean;
}

/** Undefined if workers are impossible, for example because the permission model forbids them. */
export function startWorker({ journal, twin, sealKey, bodyLimit }: StartOptions): StartedWorker | undefined {
  const { descriptor, file, overflow } = journal;
  if (descriptor === undefined) return undefined;
  const shared = createRing();
  const ring = openRing(shared);
  const { port1, port2 } = new MessageChannel();
  const settings: WorkerSettings = {
    ring: shared,
    descriptor,
    overflow,
    journal: file,
    bodyLimit,
    sealKey,
    policy: twin !== false && { ...twin.policy, session: twin.policy.session?.reveal() },
  };
  try {
    const worker = new Worker(locateRecordingWorker(), {
      name: "wirewalk",
      workerData: { settings, port: port2 },
      transferList: [port2],
      // The program's options would also apply in the worker, which would then record itself.
      execArgv: [],
      env: {},
      stdout: true,
      stderr: true,
      resourceLimits: { maxYoungGenerationSizeMb: 4 },
    });
    const die = (): void => {
      Atomics.store(ring.words, WORD.news, -1);
    };
    worker.on("error", die).on("exit", die).unref();
    port1.unref();
  } catch {
    port1.close();
    return undefined;
  }
  const { words } = ring;
  return {
    words,
    port: port1,
    writer: createRingWriter(ring, watchLife(port1)),
    isReady: () => Atomics.load(words, WORD.ready) === 1 && Atomics.load(words, WORD.news) !== -1,
  };
}

/**
 * Detects whether the thread at the other end of a channel is still alive. A thread that is terminated from outside, or runs out of memory,
 * reports nothing, and its `exit` event does not arrive while this thread waits. The result of `postMessage` shows it at once
 * (docs/notes/worker-threads.md); in a Node without that result, it cannot be detected.
 */
function watchLife(port: MessagePort): () => boolean {
  // Its type is that of the Web API, which returns nothing.
  const post = (): unknown => (port.postMessage as (message: null) => unknown).call(port, null);
  const canTell = post() === true;
  return () => !canTell || post() === true;
}
