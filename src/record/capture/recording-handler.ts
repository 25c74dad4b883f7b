import { STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";

import type { Dispatcher } from "undici";

import { ExchangeRecord } from "./exchange-record.ts";
import type { Recording } from "./recording.ts";
import { tapRequestBody } from "./request-body.ts";
import { requestHeaders, requestPath, requestUrl } from "./request-options.ts";

/**
 * One exchange on its way through a dispatcher. The record comes first, and never throws, because undici fails the request if a hook
 * throws; errors of the caller's hooks belong to the program.
 */
export class RecordingHandler implements Dispatcher.DispatchHandler {
  readonly #recording: Recording;
  readonly #caller: Dispatcher.DispatchHandler;
  readonly #record: ExchangeRecord;

  constructor(recording: Recording, options: Dispatcher.DispatchOptions, caller: Dispatcher.DispatchHandler) {
    this.#recording = recording;
    this.#caller = caller;
    const path = requestPath(options);
    const { method, body, origin } = options;
    const request = {
      method,
      url: requestUrl(origin, path),
      path,
      body,
      tap: tapRequestBody(body, recording.bodyLimit),
      headers: () => requestHeaders(options.headers),
    };
    this.#record = new ExchangeRecord(recording, request, caller);
  }

  /** Ends the record with an error that `dispatch` itself threw. */
  fail(error: unknown): void {
    this.#record.fail(error);
  }

  onRequestStart(controller: Dispatcher.DispatchController, context: unknown): void {
    this.#record.start();
    this.#recording.starting(this.#record);
    this.#caller.onRequestStart?.(controller, context);
  }

  onBodySent(chunk: Buffer): void {
    this.#record.addSent(chunk);
    this.#caller.onBodySent?.(chunk);
  }

  onRequestSent(): void {
    this.#record.sent();
    this.#caller.onRequestSent?.();
  }

  onResponseStarted(): void {
    this.#record.answering();
    this.#caller.onResponseStarted?.();
  }

  /** undici calls this for each 1xx too; only the last call has the final response (docs/notes/undici.md). */
  onResponseStart(
    controller: Dispatcher.DispatchController,
    status: number,
    headers: Parameters<NonNullable<Dispatcher.DispatchHandler["onResponseStart"]>>[2],
    reason?: string,
  ): void {
    this.#record.takeAnswer(status, reason, controller?.rawHeaders ?? headers);
    this.#caller.onResponseStart?.(controller, status, headers, reason);
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#record.addReceived(chunk);
    this.#caller.onResponseData?.(controller, chunk);
  }

  /** The record is finished first: RetryHandler throws in here, and then an error arrives for the same exchange. */
  onResponseEnd(
    controller: Dispatcher.DispatchController,
    trailers: Parameters<NonNullable<Dispatcher.DispatchHandler["onResponseEnd"]>>[1],
  ): void {
    this.#record.end(controller?.rawTrailers ?? trailers);
    this.#caller.onResponseEnd?.(controller, trailers);
  }

  onResponseError(controller: Dispatcher.DispatchController, error: Error): void {
    this.#record.fail(error);
    this.#caller.onResponseError?.(controller, error);
  }

  onRequestUpgrade(
    controller: Dispatcher.DispatchController,
    status: number,
    headers: Parameters<NonNullable<Dispatcher.DispatchHandler["onRequestUpgrade"]>>[2],
    socket: Duplex,
  ): void {
    this.#record.takeAnswer(status, STATUS_CODES[status], controller?.rawHeaders ?? headers);
    this.#record.followUpgrade(socket);
    this.#caller.onRequestUpgrade?.(controller, status, headers, socket);
  }
}
