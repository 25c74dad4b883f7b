import { type Http1Parser, createRequestParser, createResponseParser } from "./http1.ts";
import type { Cut, MessageSink, RequestHead, ResponseHead } from "./message.ts";

/** Why an exchange has no whole answer, as the wire shows it. */
export interface Failure {
  readonly side: "client" | "server";
  readonly how: Cut["how"];
  /** Of HTTP/2, why a stream was given up: `CANCEL`. @default the connection itself is gone */
  readonly code?: string;
}

/** Is told of one exchange, of whatever version of HTTP. No member may throw. */
export interface ExchangeListener {
  readonly sent: (piece: Uint8Array) => void;
  readonly sentTrailers: (fields: readonly string[]) => void;
  /** All of the request has passed. */
  readonly asked: () => void;
  /** Each 1xx, and then the answer. */
  readonly answer: (head: ResponseHead) => void;
  readonly received: (piece: Uint8Array) => void;
  readonly receivedTrailers: (fields: readonly string[]) => void;
  /** The protocol was switched: what is sent and received from now on is of the new one. */
  readonly switched: () => void;
  readonly remark: (text: string) => void;
  /** The client has closed its half while it waits: it may have gone for good. */
  readonly left: () => void;
  /** There is an answer, and all of it. */
  readonly end: () => void;
  readonly fail: (failure: Failure) => void;
}

export interface ExchangesOptions {
  readonly open: (head: RequestHead) => ExchangeListener;
  /** Bytes of the client that are no request, and of no protocol that was switched to. @default they are left out */
  readonly unread?: (piece: Uint8Array) => void;
  /** Something that belongs to no exchange: an answer that nobody asked for. */
  readonly stray: (remark: string) => void;
}

/** Both directions of one HTTP/1.x connection, paired to exchanges: the oldest request gets the next answer. */
export interface Exchanges {
  readonly client: Http1Parser<RequestHead>;
  /** Of the server that answers now. */
  readonly server: Http1Parser<ResponseHead>;
  /** What the next server sends belongs to the requests from now on; none may be waiting but the last. */
  readonly changeServer: () => void;
  /** Says of the last request whether it is still kept back: then it cannot fail with the server of those before it. */
  readonly hold: (isHeld: boolean) => void;
  /** Requests without a whole answer. */
  readonly waiting: number;
  /** One side has closed its half of the connection. */
  readonly finish: (side: Failure["side"]) => void;
  /** One side has broken the connection; nothing follows from either. */
  readonly reset: (side: Failure["side"]) => void;
}

/** One exchange that is not over. */
interface Open {
  readonly listener: ExchangeListener;
  readonly method: string;
  isAsked: boolean;
  isAnswered: boolean;
  isHeld: boolean;
  isSwitched: boolean;
}

export function createExchanges({ open, stray, unread }: ExchangesOptions): Exchanges {
  /** Not wholly answered, oldest first. */
  const waiting: Open[] = [];
  /** Whose request is being sent, or whose connection was switched. */
  let asking: Open | undefined;
  /** Whose answer is being received. */
  let answering: Open | undefined;
  let isClientGone = false;
  let isStrayTold = false;

  const requests: MessageSink<RequestHead> = {
    head: (head) => {
      asking = {
        listener: open(head),
        method: head.method,
        isAsked: false,
        isAnswered: false,
        isHeld: false,
        isSwitched: false,
      };
      waiting.push(asking);
    },
    body: (piece) => asking?.listener.sent(piece),
    trailers: (fields) => asking?.listener.sentTrailers(fields),
    end: () => {
      if (asking === undefined) return;
      asking.isAsked = true;
      asking.listener.asked();
      if (asking.isAnswered) asking.listener.end();
    },
    cut: ({ during }) => {
      if (asking === undefined || asking.isAsked) return;
      if (during !== "head") asking.listener.remark("the client ended the connection in the middle of the request");
      if (asking.isAnswered) asking.listener.end();
    },
    remark: (text) => (asking === undefined || asking.isAsked ? stray(text) : asking.listener.remark(text)),
    raw: (piece) => {
      if (asking !== undefined && (!asking.isAsked || asking.isSwitched)) asking.listener.sent(piece);
      else unread?.(piece);
    },
  };

  const finishAnswer = (): void => {
    const done = answering;
    answering = undefined;
    if (done === undefined) return;
    waiting.shift();
    done.isAnswered = true;
    if (done.isAsked) done.listener.end();
    if (client.state === "pending" && done === asking) client.settle("refused");
    // Where the request has no end that can be told, neither has what follows.
    if (client.state === "raw" && waiting.length === 0) {
      if (!done.isAsked) done.listener.end();
      server.giveUp();
    }
  };

  const responses: MessageSink<ResponseHead> = {
    head: (head) => {
      const [oldest] = waiting;
      if (oldest === undefined) {
        stray(`an answer that nobody had asked for: ${head.status} ${head.reason}`.trim());
        return;
      }
      const isInterim = head.status >= 100 && head.status < 200 && head.status !== 101;
      if (!isInterim) answering = oldest;
      oldest.listener.answer(head);
      if (isInterim || !isSwitch(head.status, oldest.method)) return;
      oldest.isSwitched = true;
      oldest.listener.switched();
      client.settle("switched");
    },
    body: (piece) => answering?.listener.received(piece),
    trailers: (fields) => answering?.listener.receivedTrailers(fields),
    end: finishAnswer,
    // See `finish` and `reset`: what fails, fails there.
    cut: () => {},
    remark: (text) => {
      const [oldest] = waiting;
      if (oldest === undefined) stray(text);
      else oldest.listener.remark(text);
    },
    raw: (piece) => {
      answering ??= waiting[0];
      if (answering !== undefined) answering.listener.received(piece);
      else if (!isStrayTold) stray("bytes of the server that belong to no exchange");
      isStrayTold ||= answering === undefined;
    },
  };

  const failAll = (failure: Failure): void => {
    const failed = waiting.filter(({ isHeld }) => !isHeld);
    waiting.splice(0, failed.length);
    for (const { listener } of failed) listener.fail(failure);
    answering = undefined;
  };

  const client = createRequestParser(requests);
  const methodAsked = (): string => waiting[0]?.method ?? "";
  let server = createResponseParser(responses, methodAsked);
  return {
    client,
    get server() {
      return server;
    },
    changeServer: () => {
      server = createResponseParser(responses, methodAsked);
    },
    hold: (isHeld) => {
      const last = waiting.at(-1);
      if (last !== undefined) last.isHeld = isHeld;
    },
    get waiting() {
      return waiting.length;
    },
    finish: (side) => {
      if (side === "client") {
        isClientGone = true;
        client.finish();
        for (const { listener } of waiting) listener.left();
        return;
      }
      server.finish();
      // Who hears that its client has gone may well go too.
      failAll({ side: isClientGone ? "client" : "server", how: "end" });
    },
    reset: (side) => {
      client.reset();
      server.reset();
      failAll({ side, how: "reset" });
    },
  };
}

function isSwitch(status: number, method: string): boolean {
  return status === 101 || (method === "CONNECT" && status >= 200 && status < 300);
}
