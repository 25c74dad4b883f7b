import { takeClaim } from "../capture/claim.ts";
import { ExchangeRecord } from "../capture/exchange-record.ts";
import type { Recording } from "../capture/recording.ts";
import { tapSentBody } from "../capture/request-body.ts";
import { requestHeaders, requestUrl } from "../capture/request-options.ts";
import { attachRecord } from "./attachment.ts";
import { type Hook, wrapMethod } from "./wrap-method.ts";

/** The properties of undici's request object that are read; the same in versions 6, 7, and 8. */
interface UndiciRequest {
  readonly origin: string | URL;
  readonly method: string;
  readonly path: string;
  readonly headers: string[];
  readonly body: unknown;
}

/**
 * Records the requests of every copy of undici in the process, including Node's own: all copies share the channel, and the methods of the
 * request objects see the same data as a dispatch handler. Importing undici would change what built-in fetch does on some Nodes
 * (docs/decisions/0003-register-route.md). Returns the handler for each message of the channel `undici:request:create`.
 */
export function watchUndici(recording: Recording): (message: unknown) => void {
  const known = new WeakMap<object, symbol | undefined>();
  return (message) => {
    // The channel's message has this shape since undici 4 (its docs/api/DiagnosticsChannel.md).
    const { request } = message as { readonly request: UndiciRequest };
    try {
      if (takeClaim() || request.method === "CONNECT") return;
      // A class has a prototype.
      const prototype = Object.getPrototypeOf(request) as object;
      if (!known.has(prototype)) {
        for (const [name, hook] of Object.entries(hooksOf(recording))) wrapMethod(prototype, name, hook);
        known.set(prototype, handlerKeyOf(request));
      }
      attachRecord(
        request,
        new ExchangeRecord(recording, startOf(request, recording), callerOf(request, known.get(prototype))),
      );
    } catch (error) {
      recording.fault(error);
    }
  };
}

function startOf(request: UndiciRequest, { bodyLimit }: Recording): ConstructorParameters<typeof ExchangeRecord>[1] {
  const { method, origin, path, body } = request;
  return {
    method,
    url: requestUrl(origin, path),
    path,
    body,
    tap: tapSentBody(body, bodyLimit),
    headers: () => requestHeaders(request.headers),
  };
}

/** The fields in which a request stores its handler, which identifies a second try of the same request. */
function handlerKeyOf(request: UndiciRequest): symbol | undefined {
  return Object.getOwnPropertySymbols(request).find(({ description }) => description === "handler");
}

function callerOf(request: UndiciRequest, key: symbol | undefined): object {
  const handler: unknown = key === undefined ? undefined : Reflect.get(request, key);
  return typeof handler === "object" && handler !== null ? handler : request;
}

/** The first name of each is that of undici 6 and 7, the second that of undici 8. */
function hooksOf(recording: Recording): Readonly<Record<string, Hook>> {
  const start: Hook = (record) => {
    record.start();
    recording.starting(record);
  };
  return {
    onConnect: start,
    onRequestStart: start,
    onBodySent: (record, [chunk]) => record.addSent(chunk as Uint8Array | string),
    onRequestSent: (record) => record.sent(),
    onResponseStarted: (record) => record.answering(),
    onHeaders: takeAnswer,
    onResponseStart: takeAnswer,
    onData: takeData,
    onResponseData: takeData,
    onComplete: end,
    onResponseEnd: end,
    onError: fail,
    onResponseError: fail,
    onUpgrade: upgrade,
    onRequestUpgrade: upgrade,
  };
}

// The casts hold because undici is the only caller.
const takeAnswer: Hook = (record, [status, headers, , reason]) =>
  record.takeAnswer(status as number, reason as string | undefined, headers);
const takeData: Hook = (record, [chunk]) => record.addReceived(chunk as Uint8Array);
const end: Hook = (record, [trailers]) => record.end(trailers);
const fail: Hook = (record, [error]) => record.fail(error);
const upgrade: Hook = (record, [status, headers]) => {
  record.takeAnswer(status as number, "", headers);
  record.end([]);
};
