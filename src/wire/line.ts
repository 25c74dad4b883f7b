import type { ExchangeListener, Exchanges, ExchangesOptions, Failure } from "./exchanges.ts";
import type { Http2Reader } from "./http2.ts";
import type { Cut, MessageSink, RequestHead, ResponseHead } from "./message.ts";

/** What both directions of an HTTP/1.x connection have to do with each other. */
export interface Line {
  /** Without a complete response, oldest first. */
  readonly waiting: Open[];
  /** Whose request is being sent, or whose connection was switched. */
  asking: Open | undefined;
  /** Whose response is being received. */
  answering: Open | undefined;
  /** Set once the connection was upgraded to HTTP/2. */
  http2:
    | (Pick<Exchanges, "finish" | "reset"> & Readonly<Record<Failure["side"], Pick<Http2Reader, "push">>>)
    | undefined;
  /** Who broke the connection, once it is broken. */
  brokenBy: Failure["side"] | undefined;
}

/** One exchange that is not over. */
export interface Open {
  readonly listener: ExchangeListener;
  readonly method: string;
  /** Whether its body waits for leave. */
  readonly isExpecting: boolean;
  isAsked: boolean;
  isAnswered: boolean;
  isHeld: boolean;
  isSwitched: boolean;
}

/** Receives what the client sends. A class, as the other one, because thousands of connections may be idle, and closures take memory. */
export class RequestSink implements MessageSink<RequestHead> {
  readonly #line: Line;
  readonly #options: ExchangesOptions;

  constructor(line: Line, options: ExchangesOptions) {
    this.#line = line;
    this.#options = options;
  }

  head(head: RequestHead): void {
    const asking = {
      listener: this.#options.open(head),
      method: head.method,
      isExpecting: head.fields.some((field, index) => index % 2 === 0 && /^expect$/i.test(field)),
      isAsked: false,
      isAnswered: false,
      isHeld: false,
      isSwitched: false,
    };
    this.#line.asking = asking;
    this.#line.waiting.push(asking);
  }

  body(piece: Uint8Array): void {
    this.#line.asking?.listener.sent(piece);
  }

  trailers(fields: readonly string[]): void {
    this.#line.asking?.listener.sentTrailers(fields);
  }

  end(): void {
    const { asking } = this.#line;
    if (asking === undefined) return;
    asking.isAsked = true;
    asking.listener.asked();
    if (asking.isAnswered) asking.listener.end();
  }

  cut({ during }: Cut): void {
    const { asking, brokenBy } = this.#line;
    if (asking === undefined || asking.isAsked) return;
    const did = brokenBy === "server" ? "the server broke" : "the client ended";
    if (during !== "head") asking.listener.remark(`${did} the connection in the middle of the request`);
    if (asking.isAnswered) asking.listener.end();
  }

  remark(text: string): void {
    const { asking } = this.#line;
    if (asking === undefined || asking.isAsked) this.#options.stray(text);
    else asking.listener.remark(text);
  }

  raw(piece: Uint8Array): void {
    const { asking, http2 } = this.#line;
    if (http2 !== undefined) http2.client.push(piece);
    else if (asking !== undefined && (!asking.isAsked || asking.isSwitched)) asking.listener.sent(piece);
    else this.#options.unread?.(piece);
  }
}

export interface AnswerSinkOptions extends Pick<ExchangesOptions, "stray"> {
  /** A complete response has passed. */
  readonly finishAnswer: () => void;
  /** The client may speak another protocol from now on. */
  readonly switched: () => void;
  /** The connection speaks HTTP/2 from now on, and its first response is for this one. */
  readonly upgraded: (oldest: Open) => void;
}

/** Receives what the server sends, which belongs to the oldest request. */
export class AnswerSink implements MessageSink<ResponseHead> {
  readonly #line: Line;
  readonly #options: AnswerSinkOptions;
  #isStrayTold = false;

  constructor(line: Line, options: AnswerSinkOptions) {
    this.#line = line;
    this.#options = options;
  }

  head(head: ResponseHead): void {
    const [oldest] = this.#line.waiting;
    if (oldest === undefined) {
      this.#options.stray(`an unrequested response: ${head.status} ${head.reason}`.trim());
      return;
    }
    if (isHttp2Upgrade(head)) {
      this.#options.upgraded(oldest);
      return;
    }
    const isInterim = head.status >= 100 && head.status < 200 && head.status !== 101;
    if (!isInterim) this.#line.answering = oldest;
    oldest.listener.answer(head);
    if (isInterim || !isSwitch(head.status, oldest.method)) return;
    oldest.isSwitched = true;
    oldest.listener.switched();
    this.#options.switched();
  }

  body(piece: Uint8Array): void {
    this.#line.answering?.listener.received(piece);
  }

  trailers(fields: readonly string[]): void {
    this.#line.answering?.listener.receivedTrailers(fields);
  }

  end(): void {
    this.#options.finishAnswer();
  }

  /** See `finish` and `reset` of the exchanges: what fails, fails there. */
  cut(): void {}

  remark(text: string): void {
    const [oldest] = this.#line.waiting;
    if (oldest === undefined) this.#options.stray(text);
    else oldest.listener.remark(text);
  }

  raw(piece: Uint8Array): void {
    const { http2, waiting } = this.#line;
    if (http2 !== undefined) {
      http2.server.push(piece);
      return;
    }
    this.#line.answering ??= waiting[0];
    const { answering } = this.#line;
    if (answering !== undefined) answering.listener.received(piece);
    else if (!this.#isStrayTold) this.#options.stray("bytes from the server that belong to no exchange");
    this.#isStrayTold ||= answering === undefined;
  }
}

/** Removes the exchange whose response has passed. */
export function takeAnswered(line: Line): Open | undefined {
  const done = line.answering;
  line.answering = undefined;
  if (done === undefined) return undefined;
  line.waiting.shift();
  done.isAnswered = true;
  if (done.isAsked) done.listener.end();
  return done;
}

function isHttp2Upgrade({ status, fields }: ResponseHead): boolean {
  return (
    status === 101 &&
    fields.some((name, index) => index % 2 === 0 && /^upgrade$/i.test(name) && isH2c(fields[index + 1]))
  );
}

function isH2c(protocol: string | undefined): boolean {
  return protocol?.trim().toLowerCase() === "h2c";
}

function isSwitch(status: number, method: string): boolean {
  return status === 101 || (method === "CONNECT" && status >= 200 && status < 300);
}
