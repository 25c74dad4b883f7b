import type { Recording } from "../capture/recording.ts";
import type { DialError } from "./dial-error.ts";
import { RecordedExchange } from "./recorded-exchange.ts";

/** A connection that was opened without any observed request. */
export interface Attempt {
  /** `cloud.example:443` */
  readonly place: string;
  /** With the scheme that is known: `https://cloud.example/`; `tcp:` if the protocol is unknown. */
  readonly url: string;
}

/** If no request is visible, the attempt itself is recorded. */
export function recordAttempt(recording: Recording | undefined, { place, url }: Attempt, error: DialError): void {
  if (recording === undefined) return;
  const head = {
    method: "CONNECT",
    target: place,
    version: "HTTP/1.1",
    fields: [],
    raw: undefined,
    isCanonical: true,
  };
  new RecordedExchange(recording, { head, url }).unreachable(error);
}
