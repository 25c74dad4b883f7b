import { textAt } from "../sequence/text-at.ts";
import type { ExchangeListener, Failure } from "./exchanges.ts";
import type { MessageSink, RequestHead, ResponseHead } from "./message.ts";

/** The exchanges of an HTTP/2 connection that are not over, by their streams. */
export interface StreamExchanges {
  /** @param isAsked whether that is all of the request */
  readonly ask: (stream: number, head: RequestHead, isAsked: boolean) => void;
  /** Receives the request of a stream. */
  readonly requestSink: (stream: number) => MessageSink<RequestHead>;
  /** Receives the response on a stream; undefined if there was no request. */
  readonly answerSink: (stream: number) => MessageSink<ResponseHead> | undefined;
  readonly remark: (stream: number, text: string) => void;
  readonly remarkAll: (text: string) => void;
  /** The same for the requests of a client on later streams than one. */
  readonly remarkBehind: (last: number, text: string) => void;
  /** The client has closed its half of the connection. */
  readonly leave: () => void;
  readonly fail: (stream: number, failure: Failure) => void;
  readonly failAll: (failure: Failure) => void;
  readonly size: number;
}

interface Open {
  readonly listener: ExchangeListener;
  readonly method: string;
  isAsked: boolean;
  isAnswered: boolean;
}

export function createStreamExchanges(open: (head: RequestHead) => ExchangeListener): StreamExchanges {
  const streams = new Map<number, Open>();

  const ask: StreamExchanges["ask"] = (stream, head, isAsked) => {
    const listener = open(head);
    streams.set(stream, { listener, method: head.method, isAsked, isAnswered: false });
    const place = head.method === "CONNECT" ? head.fields.indexOf(":protocol") : -1;
    if (place >= 0) {
      const protocol = textAt(head.fields, place + 1);
      listener.remark(`${protocol} over HTTP/2 (RFC 8441): its bytes are counted, its messages are not kept`);
    }
    if (isAsked) listener.asked();
  };

  const finishIfOver = (stream: number): void => {
    const exchange = streams.get(stream);
    if (exchange === undefined || !exchange.isAsked || !exchange.isAnswered) return;
    streams.delete(stream);
    exchange.listener.end();
  };

  const remark: StreamExchanges["remark"] = (stream, text) => streams.get(stream)?.listener.remark(text);

  return {
    ask,
    requestSink: (stream) => ({
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
      ...BROKEN_ELSEWHERE,
      remark: (text) => remark(stream, text),
    }),
    answerSink: (stream) => {
      const exchange = streams.get(stream);
      return (
        exchange && { ...toAnswerSink(exchange, () => finishIfOver(stream)), remark: (text) => remark(stream, text) }
      );
    },
    remark,
    remarkAll: (text) => {
      for (const { listener } of streams.values()) listener.remark(text);
    },
    remarkBehind: (last, text) => {
      for (const [stream, { listener }] of streams) if (stream > last && isOfClient(stream)) listener.remark(text);
    },
    leave: () => {
      for (const { listener } of streams.values()) listener.left();
    },
    fail: (stream, failure) => {
      const exchange = streams.get(stream);
      streams.delete(stream);
      if (exchange !== undefined) breakOff(exchange, failure);
    },
    failAll: (failure) => {
      const left = [...streams.values()];
      streams.clear();
      for (const exchange of left) breakOff(exchange, failure);
    },
    get size() {
      return streams.size;
    },
  };
}

/** RFC 9113, section 5.1.1. */
function isOfClient(stream: number): boolean {
  return stream % 2 === 1;
}

function toAnswerSink(exchange: Open, finish: () => void): Omit<MessageSink<ResponseHead>, "remark"> {
  const { listener, method } = exchange;
  let isFinal = false;
  return {
    head: (head) => {
      isFinal ||= head.status >= 200;
      listener.answer(head);
      if (method === "CONNECT" && head.status >= 200 && head.status < 300) listener.switched();
    },
    body: (piece) => listener.received(piece),
    trailers: (fields) => listener.receivedTrailers(fields),
    end: () => {
      exchange.isAnswered = true;
      if (!isFinal) listener.remark("the server ended its response without a final status");
      finish();
    },
    ...BROKEN_ELSEWHERE,
  };
}

/** A broken connection is broken for both sides, and is reported there: see `fail` and `failAll`. */
const BROKEN_ELSEWHERE = { cut: () => {}, raw: () => {} };

/** A server that has responded may refuse the rest of the request (RFC 9113, section 8.1). */
function breakOff({ listener, isAnswered }: Open, failure: Failure): void {
  if (isAnswered) listener.end();
  else listener.fail(failure);
}
