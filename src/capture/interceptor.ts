import type { Dispatcher } from "undici";

import type { Exchange } from "../trace/exchange.ts";
import { RecordingHandler } from "./recording-handler.ts";

/** Who asks and who answers, by participant id, as far as it is known before anything is said. */
export interface Parties {
  readonly client?: string;
  readonly server?: string;
}

/** What the interceptor needs of its recorder. No member may throw but through `fault`. */
export interface Recording {
  readonly parties: Parties;
  /** Longest body kept, in bytes. */
  readonly bodyLimit: number;
  /** Milliseconds since 1970, with microseconds in the fraction. */
  readonly now: () => number;
  /** Gives the exchange its place in the order of start, and says what it follows from. */
  readonly begin: (handler: RecordingHandler, exchange: Exchange, caller: Dispatcher.DispatchHandler) => void;
  /** The request is about to be written: undici publishes its wire head next. */
  readonly starting: (handler: RecordingHandler) => void;
  /** The head of the final answer is there. */
  readonly answered: (exchange: Exchange) => void;
  readonly finish: (handler: RecordingHandler, exchange: Exchange, caller: Dispatcher.DispatchHandler) => void;
  /** Something went wrong in the recorder; the traced program must not notice. */
  readonly fault: (error: unknown) => void;
}

/** Records what passes between a dispatcher and its caller. Goes first in `compose`: next to the wire. */
export function createInterceptor(recording: Recording): Dispatcher.DispatcherComposeInterceptor {
  return (dispatch) =>
    // undici's compose refuses a function that does not take exactly two parameters.
    function record(options, caller) {
      const handler = createHandler(recording, options, caller);
      if (handler === undefined) return dispatch(options, caller);
      try {
        return dispatch(options, handler);
      } catch (error) {
        handler.fail(error);
        throw error;
      }
    };
}

function createHandler(
  recording: Recording,
  options: Dispatcher.DispatchOptions,
  caller: Dispatcher.DispatchHandler,
): RecordingHandler | undefined {
  try {
    return new RecordingHandler(recording, options, caller);
  } catch (error) {
    recording.fault(error);
    return undefined;
  }
}
