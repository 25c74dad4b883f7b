import type { Dispatcher } from "undici";

import type { Recorder } from "../capture/recorder.ts";
import type { Parties } from "../capture/recording.ts";
import type { Upstream } from "./upstream.ts";

/** What is known of a connection when it opens. */
export interface ConnectionTraits {
  /** Where every request goes: inside a tunnel, and on a reverse listener. Elsewhere each request says it. */
  readonly origin?: string;
  /** Set before each path on a reverse listener. @default "" */
  readonly basePath?: string;
  readonly isReverse?: boolean;
  /** Whether the client speaks HTTP/2 itself; if not, neither do we in its name. @default false */
  readonly http2?: boolean;
  /** Whether servers are told their own name as Host, not the one the client used. @default false */
  readonly renamesHost?: boolean;
  readonly parties: Parties;
}

/**
 * One client connection. It has server connections of its own, one an origin, which end with it: what a server ties to
 * a connection (its log-in, its limits) is as it would be without the proxy.
 */
export interface Connection extends Disposable {
  readonly traits: ConnectionTraits;
  /** Whether anything was asked over it until now. */
  readonly isUsed: boolean;
  readonly dispatcherFor: (origin: string, parties: Parties) => Dispatcher;
  /** Runs a request when those before it have been answered: pipelined requests keep their order at the server. */
  readonly enqueue: (run: () => Promise<void>) => void;
}

export function createConnection(
  recorder: Pick<Recorder, "interceptorFor">,
  upstream: Upstream,
  traits: ConnectionTraits,
): Connection {
  const open = new Map<string, Dispatcher>();
  const dispatchers = new Map<string, Dispatcher>();
  let last: Promise<void> | undefined;

  const openDispatcher = (origin: string): Dispatcher => {
    const proxy = upstream.proxyFor(origin);
    if (proxy !== undefined) return proxy;
    const known = open.get(origin);
    if (known !== undefined) return known;
    const opened = upstream.open({ origin, http2: traits.http2 ?? false });
    open.set(origin, opened);
    return opened;
  };

  return {
    traits,
    get isUsed() {
      return dispatchers.size > 0;
    },
    dispatcherFor: (origin, parties) => {
      const key = `${parties.client ?? ""} ${origin}`;
      const known = dispatchers.get(key);
      if (known !== undefined) return known;
      const composed = openDispatcher(origin).compose(recorder.interceptorFor(parties));
      dispatchers.set(key, composed);
      return composed;
    },
    enqueue: (run) => {
      const mine = last === undefined ? run() : last.then(run);
      last = mine;
      void mine.finally(() => {
        if (last === mine) last = undefined;
      });
    },
    [Symbol.dispose]: () => {
      for (const dispatcher of open.values()) void dispatcher.destroy();
    },
  };
}
