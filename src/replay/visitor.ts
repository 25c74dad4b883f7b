import type { Answer } from "./answer.ts";
import type { HeaderOf } from "./choose-variant.ts";
import type { Pace } from "./pace.ts";

/** A client that has asked something and waits, in whichever version of HTTP. */
export interface Visitor {
  readonly method: string;
  /** What it asks for: a path, or a whole URL. */
  readonly target: string;
  /** Host, or what HTTP/2 has in its place. */
  readonly host: string | undefined;
  readonly headerOf: HeaderOf;
  /** Whether its connection tells where a body ends. */
  readonly isFramed: boolean;
  /** All that it sends. */
  readonly read: () => Promise<Buffer>;
  /** Aborted when it has left, or the replay ends: nothing waits for the right time from then on. */
  readonly gone: AbortSignal;
  /** Puts a recorded answer on the wire, with no header that was not recorded. */
  readonly answer: (answer: Answer, pace: Pace) => Promise<void>;
  /** Answers in the name of the replay itself. */
  readonly say: (status: number, headers: Readonly<Record<string, string>>, text?: string) => void;
  readonly breakOff: () => void;
  /** Whether it can say more while it is answered, as streams of gRPC do. */
  readonly converse?: Converse;
}

/** Answers message by message. */
export interface Converse {
  /** What it says first; all of it, where it says no more. */
  readonly hear: () => Promise<{ readonly said: Buffer; readonly isAll: boolean }>;
  /**
   * @param asked how many messages the client sent when it was recorded
   * @returns how many it sent now
   */
  readonly answer: (answer: Answer, asked: number) => Promise<number>;
}
