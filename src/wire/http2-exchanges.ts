import { onlyKnown } from "../json/only-known.ts";
import type { ExchangeListener, Exchanges, Failure } from "./exchanges.ts";
import { type Http2Reader, type Http2Sink, createHttp2RequestReader, createHttp2ResponseReader } from "./http2.ts";
import type { RequestHead } from "./message.ts";
import { createStreamExchanges } from "./stream-exchanges.ts";

export interface Http2ExchangesOptions {
  readonly open: (head: RequestHead) => ExchangeListener;
  /** Something that belongs to no exchange: why a side ends the connection. */
  readonly stray: (remark: string) => void;
}

/** Both directions of one HTTP/2 connection, paired to exchanges by their streams. */
export interface Http2Exchanges extends Pick<Exchanges, "waiting" | "finish" | "reset"> {
  readonly client: Http2Reader;
  readonly server: Http2Reader;
  /** The request of HTTP/1.1 that offered the upgrade gets its response on stream 1 (RFC 7540, section 3.2). */
  readonly adopt: (listener: ExchangeListener, method: string) => void;
}

export function createHttp2Exchanges({ open, stray }: Http2ExchangesOptions): Http2Exchanges {
  const streams = createStreamExchanges(open);
  let isClientGone = false;
  /** Why each side ends the connection, in its own words. */
  const words: Partial<Record<Failure["side"], string>> = {};

  /** A client closes the connection when its server has said that it ends it. An alert is of the side that sent it. */
  const failureOf = (side: Failure["side"], how: Pick<Failure, "how" | "alert">): Failure => {
    const ender = words.server === undefined || how.alert !== undefined ? side : "server";
    return { side: ender, ...how, ...onlyKnown({ said: words[ender] }) };
  };

  /** A stream that is given up is over for both sides, whatever of it is still on its way. */
  const giveUp = (stream: number, side: Failure["side"], code: string): void => {
    client.drop(stream);
    server.drop(stream);
    streams.fail(stream, { side, how: "reset", code });
  };

  const sinkOf = (side: Failure["side"]): Omit<Http2Sink<never>, "open"> => ({
    reset: (stream, code) => giveUp(stream, side, code),
    promise: (stream, request) => {
      streams.ask(stream, request, true);
      streams.remark(stream, "unrequested: the server pushed it");
    },
    goAway: (last, code, why) => {
      if (side === "server")
        streams.remarkBehind(last, `the server accepts no stream after ${last}, and did not process this one`);
      if (code === "NO_ERROR") return;
      const said = `${code} ${why}`.trim();
      words[side] = said;
      const text = `the ${side} ended the connection: ${said}`;
      stray(text);
      streams.remarkAll(text);
    },
    remark: stray,
    raw: () => {},
  });

  const client = createHttp2RequestReader({ ...sinkOf("client"), open: streams.requestSink });
  const server = createHttp2ResponseReader({ ...sinkOf("server"), open: streams.answerSink });
  return {
    client,
    server,
    adopt: (listener, method) => streams.adopt(1, listener, method),
    get waiting() {
      return streams.size;
    },
    finish: (side) => {
      if (side === "client") {
        // It may well read on.
        isClientGone = true;
        client.finish();
        streams.leave();
        return;
      }
      server.finish();
      // A listener that is notified of a closed client may be closed by that.
      streams.failAll(failureOf(isClientGone ? "client" : "server", { how: "end" }));
    },
    reset: (side, alert) => {
      client.reset();
      server.reset();
      streams.failAll(failureOf(side, { how: "reset", ...onlyKnown({ alert }) }));
    },
  };
}
