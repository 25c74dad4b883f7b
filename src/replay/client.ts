import { Agent, type Dispatcher } from "undici";

import { createFetch } from "../record/capture/recorded-fetch.ts";
import { urlPart } from "../sequence/url-part.ts";
import type { Trace } from "../trace/model/types.ts";
import type { ReplayMiss } from "./miss.ts";
import { replay } from "./server.ts";

/** A client in this process that gets its responses from a trace, whatever the server. */
export interface ReplayClient extends AsyncDisposable {
  readonly fetch: typeof globalThis.fetch;
  readonly dispatcher: Dispatcher;
  /** Where requests for this URL are served. */
  readonly urlFor: (url: string) => string;
  /** Unmatched requests until now. */
  readonly misses: readonly ReplayMiss[];
}

/**
 * Opens a client that is served from a trace. Servers that have other ports now than when they were recorded are found by their participant
 * ids; if one server was recorded, every request is for it.
 *
 * @param servers participant ids by the present URLs
 */
export async function openReplayClient(
  trace: Trace,
  servers: Readonly<Record<string, string>> = {},
): Promise<ReplayClient> {
  const server = await replay(trace, { isBehindProxy: true });
  const recorded = listOrigins(trace);
  const routeFor = (origin: string): string => server.routeFor(toRecordedOrigin(origin, recorded, servers));
  const agent = new Agent();
  const dispatcher = agent.compose(
    (dispatch) => (options, handler) => dispatch({ ...options, origin: routeFor(String(options.origin)) }, handler),
  );
  return {
    fetch: createFetch(dispatcher),
    dispatcher,
    urlFor: (url) => {
      const { origin, pathname, search } = new URL(url);
      return `${routeFor(origin)}${pathname}${search}`;
    },
    misses: server.misses,
    [Symbol.asyncDispose]: async () => {
      await agent.destroy();
      await server[Symbol.asyncDispose]();
    },
  };
}

/** What was requested, and from which participant. Read once: a test may send as many requests as the trace has. */
function listOrigins({ log }: Trace): RecordedOrigins {
  return new Map(log.entries.map(({ request, _server }) => [urlPart(request.url, "origin"), _server]));
}

type RecordedOrigins = ReadonlyMap<string, string | undefined>;

function toRecordedOrigin(
  origin: string,
  recorded: RecordedOrigins,
  servers: Readonly<Record<string, string>>,
): string {
  if (recorded.has(origin)) return origin;
  const named = Object.entries(servers).find(([url]) => URL.parse(url)?.origin === origin)?.[1];
  const [first, second] = [...recorded].filter(([, server]) => named === undefined || server === named);
  return first === undefined || second !== undefined ? origin : first[0];
}
