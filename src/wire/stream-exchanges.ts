import { textAt } from "../sequence/text-at.ts";
import type { ExchangeListener, Failure } from "./exchanges.ts";
import type { MessageSink, RequestHead, ResponseHead } from "./message.ts";

/** The exchanges of an HTTP/2 connection that are not over, by their streams. */
export interface StreamExchanges {
  /** @param isAsked whether that is all of the request */
  readonly ask: (stream: number, head: RequestHead, isAsked: boolean) => void;
  /** Takes a request that was sent before its connection became HTTP/2. */
  readonly adopt: (stream: number, listener: ExchangeListener, method: string) => void;
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
  /** What an extended CONNECT switches to (RFC 8441). */
  readonly protocol: string | undefined;
  /** What a client of CONNECT sent without waiting for the response: not a body, and discarded if it is refused. */
  early: EarlyData | undefined;
  isAsked: boolean;
  isAnswered: boolean;
}

interface EarlyData {
  readonly pieces: Uint8Array[];
  size: number;
}

/** Bytes of early data that are kept. */
const MOST_EARLY = 1024 * 1024;

export function createStreamExchanges(open: (head: RequestHead) => ExchangeListener): StreamExchanges {
  const streams = new Map<number, Open>();

  const ask: StreamExchanges["ask"] = (stream, head, isAsked) => {
    const listener = open(head);
    const { method, fields } = head;
    const isConnect = method === "CONNECT";
    const place = isConnect ? fields.indexOf(":protocol") : -1;
    const protocol = place < 0 ? undefined : textAt(fields, place + 1);
    const early = isConnect ? { pieces: [], size: 0 } : undefined;
    streams.set(stream, { listener, method, protocol, early, isAsked, isAnswered: false });
    if (isAsked) listener.asked();
  };

  const finishIfOver = (stream: number): void => {
    const exchange = streams.get(stream);
    if (exchange === undefined || !exchange.isAsked || !exchange.isAnswered) return;
    streams.delete(stream);
    exchange.listener.end();
  };

  const remark: StreamExchanges["remark"] = (stream, text) => streams.get(stream)?.listener.remark(text);
  const sides: Sides = { find: (stream) => streams.get(stream), ask, finishIfOver, remark };

  return {
    ask,
    adopt: (stream, listener, method) => {
      streams.set(stream, {
        listener,
        method,
        protocol: undefined,
        early: undefined,
        isAsked: true,
        isAnswered: false,
      });
    },
    requestSink: (stream) => new RequestSink(sides, stream),
    answerSink: (stream) => {
      const exchange = streams.get(stream);
      return exchange && new AnswerSink(sides, stream, exchange);
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

/** What the two messages of an exchange are reported to. */
interface Sides extends Pick<StreamExchanges, "ask" | "remark"> {
  readonly find: (stream: number) => Open | undefined;
  readonly finishIfOver: (stream: number) => void;
}

/** A class, like the other one, because each exchange has one of both: as closures, they would be most of what listening takes. */
class RequestSink implements MessageSink<RequestHead> {
  readonly #sides: Sides;
  readonly #stream: number;

  constructor(sides: Sides, stream: number) {
    this.#sides = sides;
    this.#stream = stream;
  }

  head(head: RequestHead): void {
    this.#sides.ask(this.#stream, head, false);
  }

  body(piece: Uint8Array): void {
    const exchange = this.#sides.find(this.#stream);
    if (exchange !== undefined) takeSent(exchange, piece);
  }

  trailers(fields: readonly string[]): void {
    this.#sides.find(this.#stream)?.listener.sentTrailers(fields);
  }

  end(): void {
    const exchange = this.#sides.find(this.#stream);
    if (exchange === undefined) return;
    exchange.isAsked = true;
    exchange.listener.asked();
    this.#sides.finishIfOver(this.#stream);
  }

  remark(text: string): void {
    this.#sides.remark(this.#stream, text);
  }

  /** A broken connection is broken for both sides, and is reported there: see `fail` and `failAll`. */
  cut(): void {}

  raw(): void {}
}

class AnswerSink implements MessageSink<ResponseHead> {
  readonly #sides: Sides;
  readonly #stream: number;
  readonly #exchange: Open;
  #isFinal = false;

  constructor(sides: Sides, stream: number, exchange: Open) {
    this.#sides = sides;
    this.#stream = stream;
    this.#exchange = exchange;
  }

  head(head: ResponseHead): void {
    this.#isFinal ||= head.status >= 200;
    this.#exchange.listener.answer(head);
    if (this.#exchange.method === "CONNECT" && this.#isFinal) settleEarly(this.#exchange, head.status < 300);
  }

  body(piece: Uint8Array): void {
    this.#exchange.listener.received(piece);
  }

  trailers(fields: readonly string[]): void {
    this.#exchange.listener.receivedTrailers(fields);
  }

  end(): void {
    this.#exchange.isAnswered = true;
    if (!this.#isFinal) this.#exchange.listener.remark("the server ended its response without a final status");
    this.#sides.finishIfOver(this.#stream);
  }

  remark(text: string): void {
    this.#sides.remark(this.#stream, text);
  }

  /** See `RequestSink`. */
  cut(): void {}

  raw(): void {}
}

function takeSent({ listener, early }: Open, piece: Uint8Array): void {
  if (early === undefined) return listener.sent(piece);
  early.size += piece.byteLength;
  if (early.size <= MOST_EARLY) early.pieces.push(Buffer.from(piece));
}

/** Early data is of the protocol to which a stream is switched; of a stream that stays, it is distinguished from a body: it may be masked secrets. */
function settleEarly(exchange: Open, isSwitched: boolean): void {
  const { listener, protocol, early = { pieces: [], size: 0 } } = exchange;
  exchange.early = undefined;
  if (isSwitched) {
    listener.switched(protocol);
    for (const piece of early.pieces) listener.sent(piece);
  }
  const kept = isSwitched ? early.pieces.reduce((sum, { byteLength }) => sum + byteLength, 0) : 0;
  if (early.size > kept)
    listener.remark(`of what was sent before the response: ${early.size - kept} bytes are not kept`);
}

/** A server that has responded may refuse the rest of the request (RFC 9113, section 8.1). */
function breakOff(exchange: Open, failure: Failure): void {
  const { listener, isAnswered, early } = exchange;
  if (early !== undefined) settleEarly(exchange, false);
  if (isAnswered) listener.end();
  else listener.fail(failure);
}
