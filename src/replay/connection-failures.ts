import type { ExchangeError } from "../trace/model/types.ts";
import { type RecordedConnection, toPlaceName } from "./places.ts";

/** How the next connection to a server failed when it was recorded. */
export type FindFailure = (place: string, step: FailedStep) => ExchangeError | undefined;

/** `connect`: there is no connection. `tls`: it is established, and its handshake fails. */
export type FailedStep = "connect" | "tls";

/** Connections that failed before a request, each in its turn. */
export interface ConnectionFailures {
  readonly next: FindFailure;
  /** Notes that an exchange, by its position in the trace, was replayed. */
  readonly answered: (number: number) => void;
  /** Whether this exchange failed as a connection already, so that its turn as a request is over. */
  readonly isSpent: (number: number) => boolean;
  /** Servers, as `host:port`, that refused every connection. */
  readonly refused: readonly string[];
}

/**
 * A failure is due when every earlier response of the server has been requested, and repeatedly if the recording ends
 * with it.
 */
export function createConnectionFailures(connections: readonly RecordedConnection[]): ConnectionFailures {
  const byPlace = Map.groupBy(connections, ({ place }) => place.name);
  // Each connection searches those of its server.
  const places = new Map([...byPlace].filter(([, all]) => all.some(({ error }) => error !== undefined)));
  const answered = new Set<number>();
  const spent = new Set<number>();
  return {
    answered: (number) => void answered.add(number),
    isSpent: (number) => spent.has(number),
    refused: [...places].flatMap(([place, all]) =>
      all.every(({ error }) => error?.code === "ECONNREFUSED") ? [place] : [],
    ),
    next: (place, step) => {
      const all = places.get(toPlaceName(place)) ?? [];
      const waiting = all.find(({ error, number }) => (error ? !spent.has(number) : !answered.has(number)));
      const last = all.at(-1);
      const one = waiting ?? (last?.error === undefined ? undefined : last);
      if (one?.error === undefined || stepOf(one.error) !== step) return undefined;
      spent.add(one.number);
      return one.error;
    },
  };
}

function stepOf({ phase }: ExchangeError): FailedStep {
  return phase === "tls" ? "tls" : "connect";
}
