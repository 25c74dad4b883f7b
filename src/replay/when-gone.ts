import type { EventEmitter } from "node:events";

/** Aborted when the client has left, or the replay ends: nothing waits for the right time from then on. */
export function whenGone(connection: EventEmitter): AbortSignal {
  const controller = new AbortController();
  connection.once("close", () => controller.abort());
  return controller.signal;
}
