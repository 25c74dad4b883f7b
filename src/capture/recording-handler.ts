import { STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";

import type { Dispatcher } from "undici";

import type { Exchange } from "../trace/exchange.ts";
import type { ExchangeError } from "../trace/types.ts";
import { BodyTap } from "./body-tap.ts";
import { type ChunkTimes, timeChunks } from "./chunk-times.ts";
import { toExchangeBody } from "./content.ts";
import { toExchangeError } from "./exchange-error.ts";
import type { Recording } from "./interceptor.ts";
import { type RequestBodyTap, tapRequestBody } from "./request-body.ts";
import { requestHeaders, requestPath, requestUrl } from "./request-options.ts";
import { type UpgradeTap, tapUpgrade } from "./upgrade-tap.ts";
import { type SendHeadersMessage, addFormLength, headerValue, readRawHeaders, readWireHead } from "./wire-head.ts";

/**
 * One exchange on its way. Every hook does its own work inside try/catch, because undici fails the request when a hook
 * throws, and calls the caller's hook outside of it, because that one's errors belong to the program.
 */
export class RecordingHandler implements Dispatcher.DispatchHandler {
  /** In the recorder's list of active handlers, which keeps it. */
  place = -1;
  readonly #recording: Recording;
  readonly #caller: Dispatcher.DispatchHandler;
  /** What there is until the exchange is over; see `#finish`. */
  #open: OpenExchange | undefined;
  #startedAt = -1;
  #sentAt = -1;
  #answeredAt = -1;

  constructor(recording: Recording, options: Dispatcher.DispatchOptions, caller: Dispatcher.DispatchHandler) {
    this.#recording = recording;
    this.#caller = caller;
    const path = requestPath(options);
    const exchange = newExchange(options.method, requestUrl(options.origin, path), recording.now());
    const { client, server } = recording.parties;
    if (client !== undefined || server !== undefined) exchange.more = recording.parties;
    const requestBody = tapRequestBody(options.body, recording.bodyLimit);
    this.#open = {
      exchange,
      options,
      path,
      requestBody,
      responseBody: undefined,
      chunkTimes: undefined,
      upgrade: undefined,
    };
    recording.begin(this, exchange, caller);
  }

  /** Takes the wire head, if it is this request's. */
  takeHead(message: SendHeadersMessage): void {
    if (this.#open === undefined) return;
    const { exchange, path } = this.#open;
    if (message.request.path !== path || message.request.method !== exchange.method) return;
    const head = readWireHead(message);
    exchange.httpVersion = head.httpVersion;
    exchange.requestHeaders = head.headers;
    const { remoteAddress, localPort } = message.socket;
    if (remoteAddress === undefined) return;
    const wire = { serverAddress: remoteAddress, connection: String(localPort) };
    exchange.more = exchange.more === undefined ? wire : { ...exchange.more, ...wire };
  }

  /**
   * Ends the record with an error: one thrown by `dispatch` itself, or because the recording ends first. A connection
   * whose protocol was switched has had its answer; that it is still open is no error.
   */
  fail(error: unknown): void {
    try {
      this.#finish(this.#open?.upgrade === undefined ? error : undefined);
    } catch (fault) {
      this.#recording.fault(fault);
    }
  }

  onRequestStart(controller: Dispatcher.DispatchController, context: unknown): void {
    try {
      this.#startedAt = this.#recording.now();
      this.#recording.starting(this);
    } catch (fault) {
      this.#recording.fault(fault);
    }
    this.#caller.onRequestStart?.(controller, context);
  }

  onBodySent(chunk: Buffer): void {
    try {
      const body = this.#open?.requestBody;
      if (body?.hooked === true) body.tap.add(toBytes(chunk));
    } catch (fault) {
      this.#recording.fault(fault);
    }
    this.#caller.onBodySent?.(chunk);
  }

  onRequestSent(): void {
    this.#sentAt = this.#recording.now();
    this.#caller.onRequestSent?.();
  }

  onResponseStarted(): void {
    this.#answeredAt = this.#recording.now();
    this.#caller.onResponseStarted?.();
  }

  /** undici calls this for each 1xx too; only the last call carries the answer (docs/notes/undici.md). */
  onResponseStart(
    controller: Dispatcher.DispatchController,
    status: number,
    headers: Parameters<NonNullable<Dispatcher.DispatchHandler["onResponseStart"]>>[2],
    reason?: string,
  ): void {
    try {
      this.#takeAnswer(status, reason ?? "", readRawHeaders(controller?.rawHeaders ?? headers));
    } catch (fault) {
      this.#recording.fault(fault);
    }
    this.#caller.onResponseStart?.(controller, status, headers, reason);
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    try {
      this.#open?.responseBody?.add(chunk);
      this.#open?.chunkTimes?.add(this.#recording.now() - this.#answeredAt, chunk.byteLength);
    } catch (fault) {
      this.#recording.fault(fault);
    }
    this.#caller.onResponseData?.(controller, chunk);
  }

  /** The record is finished first: RetryHandler throws in here, and then an error arrives for the same exchange. */
  onResponseEnd(
    controller: Dispatcher.DispatchController,
    trailers: Parameters<NonNullable<Dispatcher.DispatchHandler["onResponseEnd"]>>[1],
  ): void {
    try {
      this.#takeTrailers(readRawHeaders(controller?.rawTrailers ?? trailers));
      this.#finish();
    } catch (fault) {
      this.#recording.fault(fault);
    }
    this.#caller.onResponseEnd?.(controller, trailers);
  }

  onResponseError(controller: Dispatcher.DispatchController, error: Error): void {
    this.fail(error);
    this.#caller.onResponseError?.(controller, error);
  }

  onRequestUpgrade(
    controller: Dispatcher.DispatchController,
    status: number,
    headers: Parameters<NonNullable<Dispatcher.DispatchHandler["onRequestUpgrade"]>>[2],
    socket: Duplex,
  ): void {
    try {
      this.#takeAnswer(status, STATUS_CODES[status] ?? "", readRawHeaders(controller?.rawHeaders ?? headers));
      this.#followUpgrade(socket);
    } catch (fault) {
      this.#recording.fault(fault);
    }
    this.#caller.onRequestUpgrade?.(controller, status, headers, socket);
  }

  #takeAnswer(status: number, reason: string, headers: string[]): void {
    if (this.#open === undefined) return;
    const { exchange } = this.#open;
    if (status >= 100 && status < 200 && status !== 101) {
      const informational = exchange.more?.informational ?? [];
      exchange.more = { ...exchange.more, informational: [...informational, { status, reason, headers }] };
      return;
    }
    if (this.#answeredAt < 0) this.#answeredAt = this.#recording.now();
    exchange.status = status;
    exchange.reason = reason;
    exchange.responseHeaders = headers;
    this.#open.responseBody = new BodyTap(this.#recording.bodyLimit);
    this.#open.chunkTimes = timeChunks(headers);
    this.#recording.answered(exchange);
  }

  /** The exchange lasts as long as the connection. */
  #followUpgrade(socket: Duplex): void {
    if (this.#open === undefined) return;
    const protocol = headerValue(this.#open.exchange.responseHeaders, "upgrade");
    this.#open.upgrade = tapUpgrade(socket, protocol, this.#recording.fault);
    socket.once("close", () => this.fail(undefined));
  }

  #takeTrailers(trailers: string[]): void {
    if (this.#open === undefined || trailers.length === 0) return;
    this.#open.exchange.more = { ...this.#open.exchange.more, trailers };
  }

  /**
   * Only the first end counts. What was open is let go here: some handlers outlive their exchange by a garbage
   * collection or two, and what they held then kept the next ones alive; that doubled the cost of recording
   * (docs/notes/undici.md).
   */
  #finish(error?: unknown): void {
    const open = this.#open;
    if (open === undefined) return;
    this.#open = undefined;
    const { exchange } = open;
    if (error !== undefined) {
      exchange.more = { ...exchange.more, error: toExchangeError(error, this.#phase(exchange.status)) };
    }
    this.#takeTimings(exchange, this.#recording.now());
    this.#takeBodies(open);
    takeDetails(open);
    this.#recording.finish(this, exchange, this.#caller);
  }

  #phase(status: number): ExchangeError["phase"] {
    if (this.#startedAt < 0) return "connect";
    if (status !== 0) return "receive";
    return this.#sentAt < 0 ? "send" : "wait";
  }

  /** The phase that was going on at the end lasts until then; an early answer ends the wait before the sending ends. */
  #takeTimings(exchange: Exchange, end: number): void {
    const started = this.#startedAt < 0 ? end : this.#startedAt;
    const sent = this.#sentAt < 0 ? end : this.#sentAt;
    const answered = Math.max(sent, this.#answeredAt < 0 ? end : this.#answeredAt);
    exchange.blocked = started - exchange.startedAt;
    if (this.#startedAt >= 0) exchange.send = sent - started;
    if (this.#sentAt >= 0) exchange.wait = answered - sent;
    if (this.#answeredAt >= 0) exchange.receive = end - answered;
  }

  #takeBodies({ exchange, options, requestBody, responseBody }: OpenExchange): void {
    const limit = this.#recording.bodyLimit;
    if (exchange.httpVersion === "") exchange.requestHeaders = requestHeaders(options.headers);
    if (requestBody !== undefined && requestBody.tap.size > 0) {
      if (this.#sentAt >= 0) addFormLength(exchange.requestHeaders, options.body, requestBody.tap.size);
      exchange.requestBody = toExchangeBody(requestBody.tap, exchange.requestHeaders, limit);
    }
    if (responseBody !== undefined && responseBody.size > 0) {
      exchange.responseBody = toExchangeBody(responseBody, exchange.responseHeaders, limit);
    }
  }
}

interface OpenExchange {
  readonly exchange: Exchange;
  readonly options: Dispatcher.DispatchOptions;
  /** With query, as in the request line. */
  readonly path: string;
  readonly requestBody: RequestBodyTap | undefined;
  responseBody: BodyTap | undefined;
  chunkTimes: ChunkTimes | undefined;
  upgrade: UpgradeTap | undefined;
}

/** What few exchanges have. */
function takeDetails({ exchange, chunkTimes, upgrade }: OpenExchange): void {
  if (chunkTimes !== undefined && chunkTimes.list.length > 0) {
    exchange.more = { ...exchange.more, chunks: chunkTimes.list };
  }
  if (upgrade !== undefined) exchange.more = { ...exchange.more, upgrade: upgrade.read() };
}

function newExchange(method: string, url: string, startedAt: number): Exchange {
  return {
    seq: 0,
    startedAt,
    blocked: -1,
    send: -1,
    wait: -1,
    receive: -1,
    method,
    url,
    httpVersion: "",
    requestHeaders: [],
    requestBody: undefined,
    status: 0,
    reason: "",
    responseHeaders: [],
    responseBody: undefined,
    more: undefined,
  };
}

/** The hook's type says Buffer; strings and typed arrays come too. */
function toBytes(chunk: Uint8Array | string): Uint8Array {
  return typeof chunk === "string" ? Buffer.from(chunk) : chunk;
}
