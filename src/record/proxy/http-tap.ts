import { textAt } from "../../sequence/text-at.ts";
import { textBefore } from "../../sequence/text-before.ts";
import { flatHeaderText } from "../../trace/headers.ts";
import { type ExchangeListener, createExchanges } from "../../wire/exchanges.ts";
import { createHttp2Exchanges } from "../../wire/http2-exchanges.ts";
import type { RequestHead } from "../../wire/message.ts";
import type { ProxyContext } from "./context.ts";
import { readAlert } from "./dial-error.ts";
import { type HeardConnection, hearByPreface } from "./heard-connection.ts";
import type { Line } from "./line.ts";
import { RecordedExchange, SILENT_LISTENER } from "./recorded-exchange.ts";
import { toPath } from "./route.ts";
import type { Tap } from "./splice.ts";
import { parseAbsoluteForm, readOrigin } from "./target.ts";

export interface HttpTap extends Tap {
  /** Requests so far, with those that the server pushed. */
  readonly count: number;
}

export interface TapOptions {
  /** All requests are for this one. */
  readonly origin: string;
  /** Participant id of the client. */
  readonly client: string;
  readonly line: Line;
  /** Something that belongs to no exchange. */
  readonly stray: (remark: string) => void;
  /** Whether both sides agreed on HTTP/2. @default decided by the first bytes of the client */
  readonly isHttp2?: boolean;
  /**
   * The source of a request's server: `:authority` of HTTP/2, Host if there is nothing else, or only `origin`.
   *
   * @default ":authority"
   */
  readonly named?: ":authority" | "host" | "origin";
}

/** Listens to HTTP in a tunnel, and records it. */
export function tapHttp(context: ProxyContext, options: TapOptions): HttpTap {
  const { origin, client, line, stray, isHttp2 = false, named = ":authority" } = options;
  const recording = context.recordingFor(client);
  let count = 0;
  const open = (head: RequestHead): ExchangeListener => {
    count += 1;
    const changed = context.traceContext?.claim(flatHeaderText(head.fields, "traceparent")) === true ? ADDED : [];
    if (recording === undefined) return SILENT_LISTENER;
    const exchange = new RecordedExchange(recording, { head, url: toUrl(head, { origin, named }), changed });
    exchange.connected(line.raw, line.facts, { isFirst: count === 1, hasWaited: false });
    return exchange;
  };
  const create = (version2: boolean): HeardConnection =>
    version2 ? createHttp2Exchanges({ open, stray }) : createExchanges({ open, stray });
  let exchanges: HeardConnection | undefined = isHttp2 ? create(true) : hearByPreface(create);
  /** An error in here does not affect the bytes: they have been passed on. */
  const hear = (work: (heard: HeardConnection) => void): void => {
    if (exchanges === undefined) return;
    try {
      work(exchanges);
    } catch (fault) {
      exchanges = undefined;
      recording?.fault(fault);
    }
  };
  return {
    get count() {
      return count;
    },
    sent: (chunk) => hear(({ client }) => client.push(chunk)),
    received: (chunk) => hear(({ server }) => server.push(chunk)),
    finish: (side) => hear(({ finish }) => finish(side)),
    reset: (side, error) => hear(({ reset }) => reset(side, readAlert(error))),
  };
}

const ADDED = ["traceparent"] as const;

/** One connection of HTTP/2 may carry requests for several servers that share a certificate (RFC 9113, section 9.1.1). */
function toUrl(
  { target, version, fields }: RequestHead,
  { origin, named }: { origin: string; named: NonNullable<TapOptions["named"]> },
) {
  const ofVersion = version === "HTTP/2" ? ":authority" : named === "host" ? "host" : undefined;
  const name = named === "origin" ? undefined : ofVersion;
  const at = fields.findIndex((field, index) => index % 2 === 0 && field.toLowerCase() === name);
  const its = readOrigin(textBefore(origin, ":"), textAt(fields, at + 1)).origin;
  const own = at >= 0 && URL.canParse(its) ? new URL(its).origin : origin;
  return own + (parseAbsoluteForm(target)?.path ?? toPath(target));
}
