import { onlyIf } from "../json/only-if.ts";
import { onlyKnown } from "../json/only-known.ts";
import { urlPart } from "../sequence/url-part.ts";
import { readGrpcStatus } from "../trace/bodies/grpc-status.ts";
import type { CallTypes, MessageTypes } from "../trace/bodies/message-types.ts";
import { toMicroseconds } from "../trace/model/start-time.ts";
import type { Entry, Header } from "../trace/model/types.ts";
import { nameClosing } from "../trace/names/name-closing.ts";
import { nameFailure } from "../trace/names/name-failure.ts";
import type { NamedExchange } from "./arrows.ts";
import { viewRequestBody, viewResponseBody } from "./body-view.ts";
import type { ReadCall } from "./call-reader.ts";
import type { NumberedEntry } from "./provenance/sources.ts";
import { toReason } from "./reason.ts";
import type { HeaderView, RequestView, ResponseView, Step, StepDescription } from "./types.ts";

/**
 * One exchange as the page shows it.
 *
 * @param begin when the first request left, in microseconds of the epoch
 * @param typesOf the types of the messages of a call
 */
export function toStep(
  exchange: NamedExchange & NumberedEntry & Pick<ReadCall, "operation" | "described">,
  begin: number,
  typesOf: MessageTypes = () => undefined,
): Step {
  const { entry, id, client, server, path, operation, described, name } = exchange;
  const types = typesOf(urlPart(entry.request.url, "pathname"));
  return {
    id,
    client,
    server,
    request: viewRequest(entry, { path, number: exchange.request, types }),
    response: viewResponse(entry, exchange.outcome, types),
    time: { start: (toMicroseconds(entry.startedDateTime) - begin) / 1000, duration: Math.max(0, entry.time) },
    ...onlyKnown({
      operation,
      described: described && describe(described),
      name,
      retryOf: entry._retryOf,
      redirectOf: entry._redirectOf,
    }),
  };
}

function describe({ title, path, id, reference }: StepDescription): StepDescription {
  return { title, path, ...onlyKnown({ id, reference }) };
}

interface AboutRequest extends Pick<RequestView, "path" | "number"> {
  readonly types: CallTypes | undefined;
}

function viewRequest(entry: Entry, { path, number, types }: AboutRequest): RequestView {
  const { request } = entry;
  return {
    number,
    method: request.method,
    path,
    url: request.url,
    headers: request.headers.map(viewHeader),
    ...onlyKnown({ missingHeaders: findMissingHeaders(entry, request.headers) }),
    body: viewRequestBody(entry, types),
  };
}

function viewResponse(entry: Entry, number: number, types: CallTypes | undefined): ResponseView {
  const { response, _error } = entry;
  return {
    number,
    status: response.status,
    reason: toReason(response.status, response.statusText),
    headers: response.headers.map(viewHeader),
    ...onlyKnown({ missingHeaders: findMissingHeaders(entry, response.headers) }),
    body: viewResponseBody(entry, types),
    ...onlyKnown({ trailers: response._trailers?.map(viewHeader), grpcStatus: readGrpcStatus(response) }),
    ...onlyKnown({ error: _error && { code: _error.code, message: _error.message } }),
    ...onlyKnown({ closed: nameClosing(entry) }),
    ...onlyIf(nameFailure(entry) !== undefined, { failed: true }),
  };
}

function findMissingHeaders({ _spans }: Entry, headers: readonly Header[]): string | undefined {
  return _spans !== undefined && headers.length === 0 ? "not in the spans" : undefined;
}

function viewHeader({ name, value }: Header): HeaderView {
  return { name, value };
}
