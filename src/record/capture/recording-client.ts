import { Agent, type Dispatcher } from "undici";

import { UserError } from "../../errors.ts";
import { onlyKnown } from "../../json/only-known.ts";
import { createFetch } from "./recorded-fetch.ts";
import type { Recorder } from "./recorder.ts";

/** Connections of one recording; released by `Symbol.asyncDispose`, which ends requests that still go on. */
export interface RecordingClient extends AsyncDisposable {
  readonly fetch: typeof globalThis.fetch;
  readonly dispatcher: Dispatcher;
}

export interface ClientOptions {
  /** Participant id of the client. */
  readonly client?: string;
  /** Participant ids of servers, by their origins. */
  readonly servers?: Readonly<Record<string, string>>;
}

/** Opens a client whose requests are all recorded. Throws a `UserError` if a server's address is not a URL. */
export function openClient(recorder: Recorder, options: ClientOptions): RecordingClient {
  const interceptor = interceptAll(recorder, options);
  const agent = new Agent();
  const dispatcher = agent.compose(interceptor);
  return { fetch: createFetch(dispatcher), dispatcher, [Symbol.asyncDispose]: () => agent.destroy() };
}

type Interceptor = Dispatcher.DispatcherComposeInterceptor;

/** Chooses by the origin, as each server has an interceptor of its own that knows its name. */
function interceptAll(recorder: Recorder, { client, servers = {} }: ClientOptions): Interceptor {
  const named = Object.entries(servers).map(([url, server]): [string, Interceptor] => [
    toOrigin(url),
    recorder.interceptorFor({ server, ...onlyKnown({ client }) }),
  ]);
  return (dispatch) => {
    const toOthers = recorder.interceptor(dispatch);
    const toServers = new Map(named.map(([origin, interceptor]) => [origin, interceptor(dispatch)]));
    return function record(options, handler) {
      return (toServers.get(String(options.origin)) ?? toOthers)(options, handler);
    };
  };
}

function toOrigin(url: string): string {
  const origin = URL.parse(url)?.origin;
  if (origin !== undefined) return origin;
  throw new UserError(`The server "${url}" is not a URL.`, {
    hint: 'Name it as in { "http://127.0.0.1:8080": "shop" }.',
  });
}
