import { Agent, type Dispatcher } from "undici";

import { createFetch } from "./recorded-fetch.ts";
import type { Recorder } from "./recorder.ts";

/** Connections of one recording; released by `Symbol.asyncDispose`, which ends requests that still go on. */
export interface RecordingClient extends AsyncDisposable {
  readonly fetch: typeof globalThis.fetch;
  readonly dispatcher: Dispatcher;
}

/** Opens a client all of whose requests are recorded. */
export function openClient({ interceptor }: Pick<Recorder, "interceptor">): RecordingClient {
  const agent = new Agent();
  const dispatcher = agent.compose(interceptor);
  return { fetch: createFetch(dispatcher), dispatcher, [Symbol.asyncDispose]: () => agent.destroy() };
}
