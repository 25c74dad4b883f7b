import type { ExchangeListener, Failure } from "./exchanges.ts";
import { type Http2Reader, type Http2Sink, createHttp2RequestReader, createHttp2ResponseReader } from "./http2.ts";
import type { MessageSink, RequestHead, ResponseHead } from "./message.ts";

export interface Http2ExchangesOptions {
  readonly open: (head: RequestHead) => ExchangeListener;
  /** Something that belongs to no exchange: why a side ends the connection. */
  readonly stray: (remark: string) => void;
}

/** Both directions of one HTTP/2 connection, paired to exchanges by their streams. */
export interface Http2Exchanges {
  readonly client: Http2Reader;
  readonly server: Http2Reader;
  /** Requests without a whole answer. */
  readonly waiting: number;
  readonly finish: (side: Failure["side"]) => void;
  readonly reset: (side: Failure["side"]) => void;
}

interface Open {
  readonly listener: ExchangeListener;
  readonly method: string;
  isAsked: boolean;
  isAnswered: boolean;
}

export function createHttp2Exchanges({ open, stray }: Http2ExchangesOptions): Http2Exchanges {
  const streams = new Map<number, Open>();

  const ask = (stream: number, head: RequestHead, isAsked: boolean): void => {
    const listener = open(head);
    streams.set(stream, { listener, method: head.method, isAsked, isAnswered: false });
    if (isAsked) listener.asked();
  };

  const finishIfOver = (stream: number): void => {
    const exchange = streams.get(stream);
    if (exchange === undefined || !exchange.isAsked || !exchange.isAnswered) return;
    streams.delete(stream);
    exchange.listener.end();
  };

  /** A stream that is given up is over for both sides, whatever of it is still on its way. */
  const giveUp = (stream: number, side: Failure["side"], code: string): void => {
    client.drop(stream);
    server.drop(stream);
    const exchange = streams.get(stream);
    streams.delete(stream);
    if (exchange === undefined) return;
    // Who has answered may refuse the rest of the request (RFC 9113, section 8.1).
    if (exchange.isAnswered) exchange.listener.end();
    else exchange.listener.fail({ side, how: "reset", code });
  };

  const listenTo = (stream: number): MessageSink<RequestHead> => ({
    head: (head) => ask(stream, head, false),
    body: (piece) => streams.get(stream)?.listener.sent(piece),
    trailers: (fields) => streams.get(stream)?.listener.sentTrailers(fields),
    end: () => {
      const exchange = streams.get(stream);
      if (exchange === undefined) return;
      exchange.isAsked = true;
      exchange.listener.asked();
      finishIfOver(stream);
    },
    ...commonSink(streams, stream),
  });

  const listenToAnswer = (stream: number): MessageSink<ResponseHead> | undefined => {
    const exchange = streams.get(stream);
    if (exchange === undefined) return undefined;
    const { listener, method } = exchange;
    return {
      head: (head) => {
        listener.answer(head);
        if (method === "CONNECT" && head.status >= 200 && head.status < 300) listener.switched();
      },
      body: (piece) => listener.received(piece),
      trailers: (fields) => listener.receivedTrailers(fields),
      end: () => {
        exchange.isAnswered = true;
        finishIfOver(stream);
      },
      ...commonSink(streams, stream),
    };
  };

  const sinkOf = (side: Failure["side"]): Omit<Http2Sink<never>, "open"> => ({
    reset: (stream, code) => giveUp(stream, side, code),
    promise: (stream, request) => {
      ask(stream, request, true);
      streams.get(stream)?.listener.remark("nobody asked: the server pushed it");
    },
    goAway: (_last, code, why) => {
      if (code === "NO_ERROR") return;
      const text = `the ${side} ended the connection: ${code} ${why}`.trim();
      stray(text);
      for (const { listener } of streams.values()) listener.remark(text);
    },
    remark: stray,
    raw: () => {},
  });

  const client = createHttp2RequestReader({ ...sinkOf("client"), open: listenTo });
  const server = createHttp2ResponseReader({ ...sinkOf("server"), open: listenToAnswer });

  const failAll = (failure: Failure): void => {
    const left = [...streams.values()];
    streams.clear();
    for (const { listener, isAnswered } of left) {
      if (isAnswered) listener.end();
      else listener.fail(failure);
    }
  };

  return {
    client,
    server,
    get waiting() {
      return streams.size;
    },
    finish: (side) => {
      (side === "client" ? client : server).finish();
      failAll({ side, how: "end" });
    },
    reset: (side) => {
      client.reset();
      server.reset();
      failAll({ side, how: "reset" });
    },
  };
}

/** What breaks off, breaks off for both sides, and is told there: see `giveUp` and `failAll`. */
function commonSink(
  streams: ReadonlyMap<number, Open>,
  stream: number,
): Pick<MessageSink<never>, "cut" | "remark" | "raw"> {
  return {
    cut: () => {},
    remark: (text) => streams.get(stream)?.listener.remark(text),
    raw: () => {},
  };
}
