/**
 * What a recorded program needs once it asks something over HTTP: redaction, keys, the journal's lines, and at the end the trace. Loaded with its
 * first request, by load-recorder.ts alone: most processes that a recording reaches ask nothing.
 */
import { type OpenedJournal, createRecording } from "../capture/recording.ts";
import { type Session, joinSession, makeSessionKey, saveSessionNow } from "../capture/session.ts";
import { watchNodeHttp } from "./node-requests.ts";
import type { Settings } from "./settings.ts";
import { watchUndici } from "./undici-requests.ts";

export { makeSessionKey, saveSessionNow };

export interface ProgramRecorder {
  /** For each message of the channel `undici:request:create`. */
  readonly takeUndici: (message: unknown) => void;
  /** For each message of the channel `http.client.request.created`. */
  readonly takeNodeHttp: (message: unknown) => void;
  readonly stop: () => void;
}

export interface StartOptions {
  /** Of the recorder among those of the session. */
  readonly name: string;
  readonly settings: Pick<Settings, "client" | "policy" | "proxyPort">;
  readonly opened: OpenedJournal;
}

export function startRecorder(session: Session, { name, settings, opened }: StartOptions): ProgramRecorder {
  const { client, policy, proxyPort } = settings;
  const recording = createRecording(
    {
      ...joinSession(session, name, policy),
      ...(client !== undefined && { client }),
      ...(proxyPort !== undefined && { proxyPort }),
    },
    opened,
  );
  return { takeUndici: watchUndici(recording), takeNodeHttp: watchNodeHttp(recording), stop: recording.stop };
}
