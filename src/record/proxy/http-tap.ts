import { type Exchanges, type ExchangeListener, createExchanges } from "../../wire/exchanges.ts";
import type { ProxyContext } from "./context.ts";
import { RecordedExchange, SILENT_LISTENER } from "./recorded-exchange.ts";
import { toPath } from "./route.ts";
import type { Tap } from "./splice.ts";
import { parseAbsoluteForm } from "./target.ts";
import type { Line } from "./upstream.ts";

export interface HttpTap extends Tap {
  /** Whether anything was asked until now. */
  readonly isUsed: boolean;
}

export interface TapOptions {
  /** All requests are for this one. */
  readonly origin: string;
  /** Participant id of the client. */
  readonly client: string;
  readonly line: Line;
  /** Something that belongs to no exchange. */
  readonly stray: (remark: string) => void;
}

/** Listens to HTTP/1.x in a tunnel, and records it. */
export function tapHttp(context: ProxyContext, options: TapOptions): HttpTap {
  const { origin, client, line, stray } = options;
  const recording = context.recordingFor(client);
  let count = 0;
  const open = (head: Parameters<Parameters<typeof createExchanges>[0]["open"]>[0]): ExchangeListener => {
    count += 1;
    if (recording === undefined) return SILENT_LISTENER;
    const path = parseAbsoluteForm(head.target)?.path ?? toPath(head.target);
    const exchange = new RecordedExchange(recording, { head, url: origin + path });
    exchange.connected(line.raw, line.facts, { isFirst: count === 1, hasWaited: false });
    return exchange;
  };
  let exchanges: Exchanges | undefined = createExchanges({ open, stray });
  /** A fault in here leaves the bytes alone: they have been passed on. */
  const hear = (work: (exchanges: Exchanges) => void): void => {
    if (exchanges === undefined) return;
    try {
      work(exchanges);
    } catch (fault) {
      exchanges = undefined;
      recording?.fault(fault);
    }
  };
  return {
    get isUsed() {
      return count > 0;
    },
    sent: (chunk) => hear(({ client }) => client.push(chunk)),
    received: (chunk) => hear(({ server }) => server.push(chunk)),
    finish: (side) => hear(({ finish }) => finish(side)),
    reset: (side) => hear(({ reset }) => reset(side)),
  };
}
