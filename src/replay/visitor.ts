import type { Entry } from "../trace/model/types.ts";
import type { Answer } from "./answer.ts";
import type { HeaderOf } from "./choose-variant.ts";
import type { Pace } from "./pace.ts";

/** A client that has sent a request and waits, in either version of HTTP. */
export interface Visitor {
  readonly method: string;
  /** What it requests: a path, or a whole URL. */
  readonly target: string;
  /** Host, or what HTTP/2 has in its place. */
  readonly host: string | undefined;
  readonly headerOf: HeaderOf;
  /** Whether its connection marks the end of a body. */
  readonly isFramed: boolean;
  /** All that it sends. */
  readonly read: () => Promise<Buffer>;
  /** Aborted when it has left, or the replay ends: nothing waits for the right time from then on. */
  readonly gone: AbortSignal;
  /** Sends a recorded response, with no header that was not recorded. */
  readonly answer: (answer: Answer, pace: Pace) => Promise<void>;
  /** Sends a response of the replay's own. */
  readonly say: (status: number, headers: Readonly<Record<string, string>>, text?: string) => void;
  readonly breakOff: () => void;
  /** Whether it can keep sending during the response, as gRPC streams do. */
  readonly converse?: Converse | undefined;
}

/** Responds message by message. */
export interface Converse {
  /** The first bytes that it sends; all of them if it sends no more. */
  readonly hear: () => Promise<{ readonly said: Buffer; readonly isAll: boolean }>;
  /** @returns how many messages the client sent now, and in the recording */
  readonly answer: (answer: Answer, entry: Entry) => Promise<{ readonly heard: number; readonly asked: number }>;
}
