/**
 * Everything that a recorded program needs once it sends an HTTP request: redaction, keys, the lines of the journal, and finally the trace.
 * Loaded with its first request, by load-recorder.ts alone: most processes of a recording send no request.
 */
import { onlyKnown } from "../../json/only-known.ts";
import type { RedactionPolicy } from "../../redact/policy.ts";
import { SESSION_VARIABLE } from "../../redact/session/find-session-key.ts";
import { joinSessionOf } from "../../redact/session/join-session.ts";
import { type OpenedJournal, createRecording } from "../capture/recording.ts";
import type { SaveSummary } from "../capture/save.ts";
import {
  type SaveSessionOptions,
  type Session,
  joinSession,
  makeSessionKey,
  saveSessionNow,
} from "../capture/session.ts";
import { watchNodeHttp } from "./node-requests.ts";
import type { Settings } from "./settings.ts";
import { watchUndici } from "./undici-requests.ts";

export { makeSessionKey };

/** Writes the trace of a process that is about to exit. */
export function saveOwn(session: Session, file: string, { faults, sessionKey }: SaveOwnOptions): SaveSummary {
  return saveSessionNow(session, file, { faults, redaction: policyOf({ policy: undefined, sessionKey }) });
}

export interface SaveOwnOptions extends Required<Pick<SaveSessionOptions, "faults">> {
  readonly sessionKey: Settings["sessionKey"];
}

function policyOf({ policy, sessionKey }: Pick<Settings, "policy" | "sessionKey">): RedactionPolicy | undefined {
  return joinSessionOf(policy, { [SESSION_VARIABLE]: sessionKey });
}

export interface ProgramRecorder {
  /** For each message of the channel `undici:request:create`. */
  readonly takeUndici: (message: unknown) => void;
  /** For each message of the channel `http.client.request.created`. */
  readonly takeNodeHttp: (message: unknown) => void;
  readonly stop: () => void;
}

export interface StartOptions {
  /** Number of the recorder within the session. */
  readonly name: string;
  readonly settings: Pick<Settings, "client" | "durability" | "policy" | "proxyPort" | "sessionKey">;
  readonly opened: OpenedJournal;
}

export function startRecorder(session: Session, { name, settings, opened }: StartOptions): ProgramRecorder {
  const { client, durability, proxyPort } = settings;
  const policy = policyOf(settings);
  const recording = createRecording(
    { ...joinSession(session, name, policy), durability, ...onlyKnown({ client, proxyPort }) },
    opened,
  );
  return { takeUndici: watchUndici(recording), takeNodeHttp: watchNodeHttp(recording), stop: recording.stop };
}
