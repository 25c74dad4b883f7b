import { onlyKnown } from "../json/only-known.ts";
import { type Http1Parser, createRequestParser, createResponseParser } from "./http1.ts";
import { createHttp2Exchanges } from "./http2-exchanges.ts";
import { AnswerSink, type Line, RequestSink, takeAnswered } from "./line.ts";
import type { Cut, RequestHead, ResponseHead } from "./message.ts";

/** Why an exchange has no complete response, according to the wire. */
export interface Failure {
  readonly side: "client" | "server";
  readonly how: Cut["how"];
  /** For HTTP/2, why a stream was reset: `CANCEL`. @default the connection itself ended */
  readonly code?: string;
  /** What the side said when it ended an HTTP/2 connection: `ENHANCE_YOUR_CALM too many requests`. @default nothing */
  readonly said?: string;
  /** The TLS alert of the side that broke the connection. @default none */
  readonly alert?: TlsAlert;
}

export interface TlsAlert {
  /** OpenSSL's: `ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED`. */
  readonly code: string;
  /** `certificate required` */
  readonly name: string;
}

/** Receives the events of one exchange, in any version of HTTP. No member may throw. */
export interface ExchangeListener {
  readonly sent: (piece: Uint8Array) => void;
  readonly sentTrailers: (fields: readonly string[]) => void;
  /** All of the request has passed. */
  readonly asked: () => void;
  /** Each 1xx, and then the final response. */
  readonly answer: (head: ResponseHead) => void;
  readonly received: (piece: Uint8Array) => void;
  readonly receivedTrailers: (fields: readonly string[]) => void;
  /**
   * The protocol was switched: all further data belongs to the new protocol.
   *
   * @param protocol its name, where the request of HTTP/2 says it (RFC 8441) @default the response says it
   */
  readonly switched: (protocol?: string) => void;
  readonly remark: (text: string) => void;
  /** The client closed its half while it waits, so it may have disconnected. */
  readonly left: () => void;
  /** There is a response, and it is complete. */
  readonly end: () => void;
  readonly fail: (failure: Failure) => void;
}

export interface ExchangesOptions {
  readonly open: (head: RequestHead) => ExchangeListener;
  /** A request of a connection that was upgraded to HTTP/2. @default `open` */
  readonly openHttp2?: (head: RequestHead) => ExchangeListener;
  /** Bytes of the client that are neither a request nor data after a switch of protocols. @default they are omitted */
  readonly unread?: (piece: Uint8Array) => void;
  /**
   * Whether what follows an offer of another protocol has been passed on before its response arrives, so that it cannot be held back as a
   * request afterwards. @default false: what is read here is not passed on
   */
  readonly isDriven?: true;
  /** Data that belongs to no exchange: an unrequested response. */
  readonly stray: (remark: string) => void;
}

/** Both directions of one HTTP/1.x connection, paired to exchanges: the oldest request gets the next response. */
export interface Exchanges {
  readonly client: Http1Parser<RequestHead>;
  /** Of the server that is responding now. */
  readonly server: Http1Parser<ResponseHead>;
  /** Data from the next server belongs to the requests from now on; only the last request may be waiting. */
  readonly changeServer: () => void;
  /** Sets whether the last request is still held back: then it cannot fail with the server of the earlier requests. */
  readonly hold: (isHeld: boolean) => void;
  /** Requests without a complete response. */
  readonly waiting: number;
  /** One side has closed its half of the connection. */
  readonly finish: (side: Failure["side"]) => void;
  /** One side has broken the connection; nothing follows from either. */
  readonly reset: (side: Failure["side"], alert?: TlsAlert) => void;
}

export function createExchanges(options: ExchangesOptions): Exchanges {
  const line: Line = { waiting: [], asking: undefined, answering: undefined, http2: undefined, brokenBy: undefined };
  const { waiting } = line;
  let isClientGone = false;

  const settleRefused = (): void => {
    if (options.isDriven !== true || !client.hasPending) return client.settle("refused");
    client.settle("switched");
    options.stray("data sent after an offer of another protocol and before the response to it is not read");
  };
  const finishAnswer = (): void => {
    const done = takeAnswered(line);
    if (done === undefined) return;
    if (client.state === "pending" && done === line.asking) settleRefused();
    if (done.isExpecting && !done.isAsked) client.allowRestart();
    // If the end of a request is unknown, so is what follows.
    if (client.state === "raw" && waiting.length === 0) {
      if (!done.isAsked) done.listener.end();
      server.giveUp();
    }
  };

  const responses = new AnswerSink(line, {
    stray: options.stray,
    finishAnswer,
    switched: () => client.settle("switched"),
    upgraded: (oldest) => {
      waiting.shift();
      oldest.isSwitched = true;
      oldest.listener.remark("the connection was upgraded to HTTP/2 (h2c)");
      const http2 = createHttp2Exchanges({ open: options.openHttp2 ?? options.open, stray: options.stray });
      http2.adopt(oldest.listener, oldest.method);
      line.http2 = http2;
      client.settle("switched");
    },
  });
  const failAll = (failure: Failure): void => {
    const failed = waiting.filter(({ isHeld }) => !isHeld);
    waiting.splice(0, failed.length);
    for (const { listener } of failed) listener.fail(failure);
    line.answering = undefined;
  };

  const client = createRequestParser(new RequestSink(line, options));
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
      if (line.http2 !== undefined) {
        line.http2.finish(side);
        return;
      }
      if (side === "client") {
        isClientGone = true;
        client.finish();
        for (const { listener } of waiting) listener.left();
        return;
      }
      server.finish();
      // A listener that is notified of a closed client may be closed by that.
      failAll({ side: isClientGone ? "client" : "server", how: "end" });
    },
    reset: (side, alert) => {
      line.http2?.reset(side, alert);
      line.brokenBy = side;
      client.reset();
      server.reset();
      failAll({ side, how: "reset", ...onlyKnown({ alert }) });
    },
  };
}
