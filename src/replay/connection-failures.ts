import type { Entry, ExchangeError } from "../trace/model/types.ts";

/** How the next connection to a server failed when it was recorded. */
export type FindFailure = (place: string, step: FailedStep) => ExchangeError | undefined;

/** `connect`: there is none. `tls`: it stands, and its handshake fails. */
export type FailedStep = "connect" | "tls";

/** Connections that failed before anything was asked, each in its turn. */
export interface ConnectionFailures {
  readonly next: FindFailure;
  /** Notes that an exchange, by its place in the trace, has answered. */
  readonly answered: (number: number) => void;
  /** Whether this exchange failed as a connection already, so that its turn as a request is over. */
  readonly isSpent: (number: number) => boolean;
  /** Servers, as `host:port`, that refused every connection. */
  readonly refused: readonly string[];
}

/**
 * A failure comes when all that the server answered before it was asked for, and again and again where the recording ends with it.
 */
export function createConnectionFailures(entries: readonly Entry[]): ConnectionFailures {
  const byPlace = Map.groupBy(
    entries.flatMap((entry, index) => {
      const place = placeOf(entry.request.url);
      // Without the entry: those of a long trace would not fit into memory.
      return place === undefined ? [] : [{ place, failed: toFailed(entry), number: index + 1 }];
    }),
    ({ place }) => place,
  );
  // Each connection looks through those of its server.
  const places = new Map([...byPlace].filter(([, all]) => all.some(({ failed }) => failed !== undefined)));
  const answered = new Set<number>();
  const spent = new Set<number>();
  return {
    answered: (number) => void answered.add(number),
    isSpent: (number) => spent.has(number),
    refused: [...places].flatMap(([place, all]) =>
      all.every(({ failed }) => failed?.isRefused === true) ? [place] : [],
    ),
    next: (place, step) => {
      const all = places.get(place) ?? [];
      const waiting = all.find(({ failed, number }) => (failed ? !spent.has(number) : !answered.has(number)));
      const last = all.at(-1);
      const one = waiting ?? (last?.failed === undefined ? undefined : last);
      if (one?.failed?.step !== step) return undefined;
      spent.add(one.number);
      return one.failed.error;
    },
  };
}

/** `cloud.example:443`; undefined for what is no server. */
function placeOf(url: string): string | undefined {
  const parsed = URL.parse(url);
  if (parsed === null || !/^(?:https?|tcp):$/.test(parsed.protocol) || parsed.hostname === "") return undefined;
  return `${parsed.hostname}:${parsed.port || (parsed.protocol === "http:" ? "80" : "443")}`;
}

interface FailedConnection {
  readonly error: ExchangeError;
  readonly step: FailedStep;
  readonly isRefused: boolean;
}

function toFailed({ response, _error: error }: Entry): FailedConnection | undefined {
  if (response.status !== 0 || error === undefined || !/^(?:dns|connect|tls)$/.test(error.phase)) return undefined;
  return { error, step: error.phase === "tls" ? "tls" : "connect", isRefused: error.code === "ECONNREFUSED" };
}
