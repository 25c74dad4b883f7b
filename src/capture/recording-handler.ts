import type { Duplex } from "node:stream";

import type { Dispatcher } from "undici";

import type { Exchange } from "../trace/exchange.ts";
import type { ExchangeError } from "../trace/types.ts";
import { BodyTap } from "./body-tap.ts";
import { toExchangeBody } from "./content.ts";
import { toExchangeError } from "./exchange-error.ts";
import type { Recording } from "./interceptor.ts";
import { type RequestBodyTap, tapRequestBody } from "./request-body.ts";
import { requestHeaders, requestPath, requestUrl } from "./request-options.ts";
import { type SendHeadersMessage, addFormLength, readRawHeaders, readWireHead } from "./wire-head.ts";

/**
 * One exchange on its way. Every hook does its own work inside try/catch, because undici fails the request when a hook
 * throws, and calls the caller's hook outside of it, because that one's errors belong to the program.
 */
export class RecordingHandler implements Dispatcher.DispatchHandler {
  readonly exchange: Exchange;
  /** The handler of whoever made the request. */
  readonly caller: Dispatcher.DispatchHandler;
  readonly #recording: Recording;
  readonly #options: Dispatcher.DispatchOptions;
  readonly #path: string;
  readonly #requestBody: RequestBodyTap | undefined;
  #responseBody: BodyTap | undefined;
  #startedAt = -1;
  #sentAt = -1;
  #answeredAt = -1;
  #isDone = false;

  constructor(recording: Recording, options: Dispatcher.DispatchOptions, caller: Dispatcher.DispatchHandler) {
    this.#recording = recording;
    this.caller = caller;
    this.#options = options;
    this.#path = requestPath(options);
    this.exchange = {
      seq: 0,
      startedAt: recording.now(),
      blocked: -1,
      send: -1,
      wait: -1,
      receive: -1,
      method: options.method,
      url: requestUrl(options.origin, this.#path),
      httpVersion: "",
      requestHeaders: [],
      requestBody: undefined,
      status: 0,
      reason: "",
      responseHeaders: [],
      responseBody: undefined,
      more: undefined,
    };
    this.#requestBody = tapRequestBody(options.body, recording.bodyLimit);
  }

  /** Takes the wire head, if it is this request's. */
  takeHead(message: SendHeadersMessage): void {
    if (message.request.path !== this.#path || message.request.method !== this.exchange.method) return;
    const head = readWireHead(message);
    this.exchange.httpVersion = head.httpVersion;
    this.exchange.requestHeaders = head.headers;
    const { remoteAddress, localPort } = message.socket;
    if (remoteAddress === undefined) return;
    const wire = { serverAddress: remoteAddress, connection: String(localPort) };
    this.exchange.more = this.exchange.more === undefined ? wire : { ...this.exchange.more, ...wire };
  }

  /** Ends the record with an error: one thrown by `dispatch` itself, or because the recording ends first. */
  fail(error: unknown): void {
    try {
      this.#finish(error);
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
    this.caller.onRequestStart?.(controller, context);
  }

  onBodySent(chunk: Buffer): void {
    try {
      if (this.#requestBody?.hooked === true) this.#requestBody.tap.add(toBytes(chunk));
    } catch (fault) {
      this.#recording.fault(fault);
    }
    this.caller.onBodySent?.(chunk);
  }

  onRequestSent(): void {
    this.#sentAt = this.#recording.now();
    this.caller.onRequestSent?.();
  }

  onResponseStarted(): void {
    this.#answeredAt = this.#recording.now();
    this.caller.onResponseStarted?.();
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
    this.caller.onResponseStart?.(controller, status, headers, reason);
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    try {
      this.#responseBody?.add(chunk);
    } catch (fault) {
      this.#recording.fault(fault);
    }
    this.caller.onResponseData?.(controller, chunk);
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
    this.caller.onResponseEnd?.(controller, trailers);
  }

  onResponseError(controller: Dispatcher.DispatchController, error: Error): void {
    this.fail(error);
    this.caller.onResponseError?.(controller, error);
  }

  onRequestUpgrade(
    controller: Dispatcher.DispatchController,
    status: number,
    headers: Parameters<NonNullable<Dispatcher.DispatchHandler["onRequestUpgrade"]>>[2],
    socket: Duplex,
  ): void {
    try {
      this.#takeAnswer(status, "", readRawHeaders(controller?.rawHeaders ?? headers));
      this.#finish();
    } catch (fault) {
      this.#recording.fault(fault);
    }
    this.caller.onRequestUpgrade?.(controller, status, headers, socket);
  }

  #takeAnswer(status: number, reason: string, headers: string[]): void {
    if (status >= 100 && status < 200 && status !== 101) {
      const informational = this.exchange.more?.informational ?? [];
      this.exchange.more = { ...this.exchange.more, informational: [...informational, { status, reason, headers }] };
      return;
    }
    if (this.#answeredAt < 0) this.#answeredAt = this.#recording.now();
    this.exchange.status = status;
    this.exchange.reason = reason;
    this.exchange.responseHeaders = headers;
    this.#responseBody = new BodyTap(this.#recording.bodyLimit);
    this.#recording.answered(this);
  }

  #takeTrailers(trailers: string[]): void {
    if (trailers.length > 0) this.exchange.more = { ...this.exchange.more, trailers };
  }

  #finish(error?: unknown): void {
    if (this.#isDone) return;
    this.#isDone = true;
    if (error !== undefined) {
      this.exchange.more = { ...this.exchange.more, error: toExchangeError(error, this.#phase()) };
    }
    this.#takeTimings(this.#recording.now());
    this.#takeBodies();
    this.#recording.finish(this);
  }

  #phase(): ExchangeError["phase"] {
    if (this.#startedAt < 0) return "connect";
    if (this.exchange.status !== 0) return "receive";
    return this.#sentAt < 0 ? "send" : "wait";
  }

  /** The phase that was going on at the end lasts until then; an early answer ends the wait before the sending ends. */
  #takeTimings(end: number): void {
    const { exchange } = this;
    const started = this.#startedAt < 0 ? end : this.#startedAt;
    const sent = this.#sentAt < 0 ? end : this.#sentAt;
    const answered = Math.max(sent, this.#answeredAt < 0 ? end : this.#answeredAt);
    exchange.blocked = started - exchange.startedAt;
    if (this.#startedAt >= 0) exchange.send = sent - started;
    if (this.#sentAt >= 0) exchange.wait = answered - sent;
    if (this.#answeredAt >= 0) exchange.receive = end - answered;
  }

  #takeBodies(): void {
    const { exchange } = this;
    const limit = this.#recording.bodyLimit;
    if (exchange.httpVersion === "") exchange.requestHeaders = requestHeaders(this.#options.headers);
    if (this.#requestBody !== undefined && this.#requestBody.tap.size > 0) {
      if (this.#sentAt >= 0) addFormLength(exchange.requestHeaders, this.#options.body, this.#requestBody.tap.size);
      exchange.requestBody = toExchangeBody(this.#requestBody.tap, exchange.requestHeaders, limit);
    }
    if (this.#responseBody !== undefined && this.#responseBody.size > 0) {
      exchange.responseBody = toExchangeBody(this.#responseBody, exchange.responseHeaders, limit);
    }
  }
}

/** The hook's type says Buffer; strings and typed arrays come too. */
function toBytes(chunk: Uint8Array | string): Uint8Array {
  return typeof chunk === "string" ? Buffer.from(chunk) : chunk;
}
