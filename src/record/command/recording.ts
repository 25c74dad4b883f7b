import type { RedactionPolicy } from "../../redact/policy.ts";
import type { Redactor } from "../../redact/redactor.ts";
import { createRedactor } from "../../redact/redactor.ts";
import { refuseSecretName } from "../../redact/scan/gate.ts";
import { journalFileOf } from "../../trace/journal/journal-file.ts";
import type { Origin } from "../../trace/model/types.ts";
import { type Recorder, type RecorderOptions, createRecorder } from "../capture/recorder.ts";
import type { Adapt, SaveSummary } from "../capture/save.ts";
import { createSession, joinSession, removeSession, saveSession } from "../capture/session.ts";
import { type JoinOptions, toEnvironment } from "../register/settings.ts";

export interface SaveCommandOptions {
  readonly origin: Partial<Origin>;
  /** Changes the trace before it is written. */
  readonly adapt: Adapt | undefined;
}

/** The recording of one command. */
export interface CommandRecording {
  readonly redactor: Redactor;
  /** The file or folder that contains the exchanges until the trace is written. */
  readonly journal: string;
  /** Opens the recorder that the proxy feeds. */
  readonly open: (
    options: Pick<RecorderOptions, "bodyLimit" | "durability" | "origin" | "rotation" | "unsafeRaw">,
  ) => Recorder;
  /** Variables by which the command's own processes record too. */
  readonly environment: (options: Omit<JoinOptions, "policy">) => Readonly<Record<string, string>>;
  /** Writes the trace; without any exchange no file is written. */
  readonly save: (recorder: Recorder, file: string, options: SaveCommandOptions) => Promise<SaveSummary>;
  /** Cleans up completely if the command has not run. */
  readonly discard: (recorder: Recorder) => Promise<void>;
}

/** The proxy alone records. */
export function recordByProxy(file: string, policy?: RedactionPolicy): CommandRecording {
  const redactor = createRedactor({ policy });
  return {
    redactor,
    journal: journalFileOf(file),
    open: (options) => createRecorder({ ...options, redactor, journal: journalFileOf(file) }),
    environment: () => ({}),
    save: async (recorder, target, { origin, adapt }) => {
      if (recorder.exchangeCount > 0) return recorder.save(target, origin, adapt);
      await recorder[Symbol.asyncDispose]();
      return {
        file: target,
        exchanges: 0,
        unanswered: [],
        failed: [],
        missing: [],
        lost: 0,
        redacted: {},
        possible: [],
        mask: redactor.redactText,
      };
    },
    discard: async (recorder) => recorder[Symbol.asyncDispose](),
  };
}

/** Name of the proxy's journal among those of the Node processes. */
const OWN_JOURNAL = "proxy";

/** The proxy records, and so does each of the command's Node processes, from inside. */
export function recordWithNode(file: string, policy?: RedactionPolicy): CommandRecording {
  refuseSecretName(file, createRedactor({ policy }).findLearned);
  const session = createSession(`${file}.journals`);
  const joined = joinSession(session, OWN_JOURNAL, policy);
  return {
    redactor: joined.redactor,
    journal: session.folder,
    open: (options) => createRecorder({ ...options, ...joined }),
    environment: (options) => toEnvironment(session, { ...options, policy }),
    save: async (recorder, target, { origin, adapt }) => {
      recorder.stop();
      return saveSession(session, target, {
        origin: { by: OWN_JOURNAL, masked: origin },
        faults: recorder.faults,
        redaction: policy,
        adapt,
      });
    },
    discard: async (recorder) => {
      await recorder[Symbol.asyncDispose]();
      removeSession(session);
    },
  };
}
