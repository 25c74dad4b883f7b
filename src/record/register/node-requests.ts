import { subscribe } from "node:diagnostics_channel";
import type { ClientRequest, IncomingMessage } from "node:http";

import { ExchangeRecord } from "../capture/exchange-record.ts";
import type { Recording } from "../capture/recording.ts";
import { tapHooked } from "../capture/request-body.ts";
import { attachRecord, recordOf } from "./attachment.ts";
import { type Hook, wrapMethod } from "./wrap-method.ts";

/**
 * Records what `node:http` and `node:https` clients send. A listener for `response` or `data` would change what Node does with an unread
 * response, so the methods that every response passes through are watched instead. Returns the handler for each message of the channel
 * `http.client.request.created`.
 */
export function watchNodeHttp(recording: Recording): (message: unknown) => void {
  let isWrapped = false;
  watchAnswers(recording);
  return (message) => {
    // Node documents it (diagnostics_channel, "Built-in channels").
    const { request } = message as { readonly request: ClientRequest };
    try {
      if (request.method === "CONNECT") return;
      if (!isWrapped) wrapClasses();
      isWrapped = true;
      begin(request, recording);
    } catch (error) {
      recording.fault(error);
    }
  };
}

function watchAnswers(recording: Recording): void {
  // Despite its name it is published as soon as the head of the response has arrived (docs/notes/register.md).
  subscribe("http.client.response.finish", (message) => {
    const { request, response } = message as { readonly request: ClientRequest; readonly response: IncomingMessage };
    const record = recordOf(request);
    if (record === undefined) return;
    try {
      takeHead(record, request);
      takeAnswer(record, response);
      attachRecord(response, record);
    } catch (error) {
      recording.fault(error);
    }
  });
}

function wrapClasses(): void {
  // It is loaded by now; importing it at the start would cost programs that do not need it 18 ms.
  const http = process.getBuiltinModule("node:http");
  wrapMethod(http.ClientRequest.prototype, "write", addSent);
  wrapMethod(http.ClientRequest.prototype, "end", addSent);
  wrapMethod(http.ClientRequest.prototype, "emit", watchEvent);
  wrapMethod(http.IncomingMessage.prototype, "push", addReceived);
}

function begin(request: ClientRequest, recording: Recording): void {
  const { method, path } = request;
  const start = {
    method,
    url: urlOf(request),
    path,
    body: undefined,
    tap: tapHooked(recording.bodyLimit),
    headers: () => headersOf(request),
  };
  attachRecord(request, new ExchangeRecord(recording, start, request));
}

/** The Host header has the port; through a proxy the path is a URL already. */
function urlOf(request: ClientRequest): string {
  const { path, protocol, host } = request;
  if (!path.startsWith("/")) return path;
  const authority = request.getHeader("host");
  return `${protocol}//${typeof authority === "string" ? authority : host}${path}`;
}

/** Headers of a request that never got as far as having a head. */
function headersOf(request: ClientRequest): string[] {
  return request.getRawHeaderNames().flatMap((name) => {
    const value = request.getHeader(name);
    return (Array.isArray(value) ? value : [value]).flatMap((one) => [name, String(one)]);
  });
}

/** `write` and `end` take the same two arguments; Node's `end` does not call `write`. */
const addSent: Hook = (record, [chunk, encoding], target) => {
  // Node refuses data that is written after the end.
  if ("finished" in target && target.finished === true) return;
  if (typeof chunk === "string")
    record.addSent(chunk, typeof encoding === "string" ? (encoding as BufferEncoding) : undefined);
  else if (chunk instanceof Uint8Array) record.addSent(chunk);
};

/** The raw bytes, before any `setEncoding`; null at the end, when the trailers are there too. */
const addReceived: Hook = (record, [chunk], target) => {
  if (chunk instanceof Uint8Array) record.addReceived(chunk);
  // Only responses have a record, and `complete` distinguishes the end from a broken connection.
  else if (chunk === null && (target as IncomingMessage).complete)
    record.end(toUtf8((target as IncomingMessage).rawTrailers));
};

/** What happened to a request, according to its events. */
const watchEvent: Hook = (record, [event, detail], target) => {
  // Only requests of node:http have this hook.
  const request = target as ClientRequest;
  if (event === "socket") {
    if (request.socket?.connecting === false) record.start();
  } else if (event === "finish") {
    // A later error may come when the socket no longer knows its peer.
    takeHead(record, request);
    record.start();
    record.sent();
  } else if (event === "information") {
    takeAnswer(record, detail as IncomingMessage);
  } else if (event === "upgrade") {
    takeHead(record, request);
    takeAnswer(record, detail as IncomingMessage);
    record.end([]);
  } else if ((event === "error" || event === "close") && !record.isOver) {
    takeHead(record, request, isOfConnection(detail));
    record.fail(event === "error" ? detail : (response(request)?.errored ?? new AbortedError()));
  }
};

/** The head as it went over the wire. */
function takeHead(record: ExchangeRecord, request: ClientRequest, wasConnected = false): void {
  if (record.hasHead) return;
  // Node keeps it under this name in all versions; a request that was never connected has not sent it.
  const { _header: head } = request as unknown as { readonly _header: string | null };
  if (typeof head !== "string" || !(wasConnected || request.socket?.remoteAddress !== undefined)) return;
  record.start();
  record.takeHeadText(head, request.socket);
}

/** A reset may come so early that the socket's peer has not been read, and the socket no longer knows it. */
function isOfConnection(error: unknown): boolean {
  return error instanceof Error && "syscall" in error && (error.syscall === "read" || error.syscall === "write");
}

function takeAnswer(record: ExchangeRecord, { statusCode, statusMessage, rawHeaders }: IncomingMessage): void {
  record.takeAnswer(statusCode ?? 0, statusMessage, toUtf8(rawHeaders));
}

function response(request: ClientRequest): IncomingMessage | undefined {
  return (request as unknown as { readonly res?: IncomingMessage }).res;
}

/** Node reads header bytes as ISO 8859-1; in practice they are UTF-8. */
function toUtf8(headers: readonly string[]): readonly string[] {
  // Together, because that is one look instead of two dozen.
  if (!BEYOND_ASCII.test(headers.join(""))) return headers;
  return headers.map((field) => {
    if (!BEYOND_ASCII.test(field)) return field;
    const text = Buffer.from(field, "latin1").toString();
    return text.includes("\uFFFD") ? field : text;
  });
}

const BEYOND_ASCII = /[\u0080-\u00FF]/;

/** Marks a request in the trace that the program gave up before there was a response, for which Node emits no error. */
class AbortedError extends Error {
  readonly code = "ABORTED";
  override readonly message = "the program cancelled the request";
}
