import { type IncomingMessage, STATUS_CODES, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";

import type { Dispatcher } from "undici";

import { headerValue } from "../capture/wire-head.ts";
import { sendGatewayAnswer, toGatewayAnswer } from "./gateway-error.ts";
import { forwardResponseHeaders } from "./hop-by-hop.ts";
import { ClientGoneError } from "./request-body.ts";

type Headers = Parameters<NonNullable<Dispatcher.DispatchHandler["onResponseStart"]>>[2];

/** Passes a server's answer on to the client as it comes, at the pace at which the client takes it. */
export class Relay implements Dispatcher.DispatchHandler {
  readonly #origin: string;
  readonly #request: IncomingMessage;
  readonly #response: ServerResponse;
  /** What to do with the connection when the server switches its protocol. */
  readonly #join: ((socket: Duplex) => void) | undefined;
  #controller: Dispatcher.DispatchController | undefined;
  #waitsForDrain = false;

  constructor(origin: string, response: ServerResponse, join?: (socket: Duplex) => void) {
    this.#origin = origin;
    this.#request = response.req;
    this.#response = response;
    this.#join = join;
    response.sendDate = false;
    response.once("close", () => {
      if (!response.writableFinished) this.#controller?.abort(new ClientGoneError());
    });
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    // It may have gone while the request waited for a connection.
    if (this.#response.destroyed) controller.abort(new ClientGoneError());
  }

  onResponseStart(controller: Dispatcher.DispatchController, status: number, headers: Headers, reason = ""): void {
    const fields = toFields(controller.rawHeaders ?? headers);
    // HTTP/2 has no reason phrase.
    const phrase = reason === "" && this.#isHttp2(controller) ? (STATUS_CODES[status] ?? "") : reason;
    if (status < 200) {
      this.#sendInformational(status, phrase, fields);
      return;
    }
    this.#response.writeHead(status, phrase, this.#toClientFields(status, fields));
    // A short body comes in the same turn and goes out together with the head; a late one must not hold it back.
    process.nextTick(flushHead, this.#response);
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#response.write(chunk) || this.#waitsForDrain) return;
    this.#waitsForDrain = true;
    controller.pause();
    this.#response.once("drain", () => {
      this.#waitsForDrain = false;
      controller.resume();
    });
  }

  onResponseEnd(controller: Dispatcher.DispatchController, trailers: Headers): void {
    const fields = toFields(controller.rawTrailers ?? trailers);
    if (fields.length > 0) this.#response.addTrailers(toPairs(fields));
    this.#response.end();
  }

  onResponseError(_controller: Dispatcher.DispatchController | undefined, error: Error): void {
    if (this.#response.destroyed || error instanceof ClientGoneError) return;
    // Half an answer must not look like a whole one.
    if (this.#response.headersSent) this.#response.destroy();
    else sendGatewayAnswer(this.#response, toGatewayAnswer(this.#origin, error));
  }

  onRequestUpgrade(controller: Dispatcher.DispatchController, status: number, headers: Headers, socket: Duplex): void {
    const client = this.#response.socket;
    if (client === null || this.#join === undefined) {
      socket.destroy();
      return;
    }
    this.#response.detachSocket(client);
    client.write(formatHead(status, STATUS_CODES[status] ?? "", toFields(controller.rawHeaders ?? headers)), "latin1");
    this.#join(socket);
  }

  /** Node throws where trailers are announced that cannot follow: they do only in chunks. */
  #toClientFields(status: number, fields: readonly string[]): string[] {
    const headers = forwardResponseHeaders(fields);
    const place = headers.findIndex((field, index) => index % 2 === 0 && field.toLowerCase() === "trailer");
    if (place >= 0 && !this.#isChunked(status, headers)) headers.splice(place, 2);
    return headers;
  }

  #isChunked(status: number, headers: readonly string[]): boolean {
    const { method, httpVersionMinor } = this.#request;
    const hasBody = method !== "HEAD" && status !== 204 && status !== 304;
    return httpVersionMinor > 0 && hasBody && headerValue(headers, "content-length") === "";
  }

  /** Node has no public way to send any 1xx with its fields. Requests of a connection are answered one by one here. */
  #sendInformational(status: number, reason: string, fields: readonly string[]): void {
    if (this.#request.httpVersionMinor === 0) return;
    this.#response.socket?.write(formatHead(status, reason, forwardResponseHeaders(fields)), "latin1");
  }

  #isHttp2({ rawHeaders }: Dispatcher.DispatchController): boolean {
    return rawHeaders !== undefined && rawHeaders !== null && !Array.isArray(rawHeaders);
  }
}

function flushHead(response: ServerResponse): void {
  if (!response.writableEnded && !response.destroyed) response.flushHeaders();
}

/** Bytes as they are: Node writes heads as Latin-1. An object where the answer came by HTTP/2. */
function toFields(raw: unknown): string[] {
  if (Array.isArray(raw))
    return raw.map((field: unknown) => (Buffer.isBuffer(field) ? field.toString("latin1") : String(field)));
  if (typeof raw !== "object" || raw === null) return [];
  return Object.entries(raw).flatMap(([name, value]: [string, unknown]) =>
    Array.isArray(value) ? value.flatMap((one) => [name, String(one)]) : [name, String(value)],
  );
}

function toPairs(fields: readonly string[]): [string, string][] {
  const pairs: [string, string][] = [];
  for (let index = 0; index + 1 < fields.length; index += 2) pairs.push([fields[index] ?? "", fields[index + 1] ?? ""]);
  return pairs;
}

function formatHead(status: number, reason: string, fields: readonly string[]): string {
  const lines = toPairs(fields).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} ${reason}\r\n${lines.join("")}\r\n`;
}
