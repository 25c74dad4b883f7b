import type { Dispatcher } from "undici";

import { claimNext, releaseClaim } from "./claim.ts";
import { RecordingHandler } from "./recording-handler.ts";
import type { Recording } from "./recording.ts";

/** Records what passes between a dispatcher and its caller. Goes first in `compose`: next to the wire. */
export function createInterceptor(recording: Recording): Dispatcher.DispatcherComposeInterceptor {
  return (dispatch) =>
    // undici's compose refuses a function that does not take exactly two parameters.
    function record(options, caller) {
      const handler = createHandler(recording, options, caller);
      if (handler === undefined) return dispatch(options, caller);
      try {
        claimNext();
        return dispatch(options, handler);
      } catch (error) {
        handler.fail(error);
        throw error;
      } finally {
        releaseClaim();
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
