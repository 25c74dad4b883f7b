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
 * Records what every copy of undici in the process sends, Node's own among them: the channel is common to all, and the
 * methods of the request objects see what a dispatch handler sees. Importing undici would change what built-in fetch
 * does on some Nodes (docs/decisions/0003-register-route.md). Returns what each message of the channel `undici:request:create` is for.
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

/** Where a request keeps its handler, by which a second try of the same request is known. */
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
