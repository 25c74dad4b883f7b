import { readGrpcStatus } from "../trace/bodies/grpc-status.ts";
import type { Entry, ExchangeError } from "../trace/model/types.ts";
import { nameClosing } from "../trace/names/name-closing.ts";
import { nameFailure } from "../trace/names/name-failure.ts";
import type { Event } from "./event-order.ts";
import { toReason } from "./reason.ts";
import type { Arrow, StepName } from "./types.ts";

/** An entry with the results of its analysis. */
export interface NamedExchange {
  readonly entry: Entry;
  /** Id of its step. */
  readonly id: string;
  /** Participant ids. */
  readonly client: string;
  readonly server: string;
  /** Templated path with query. */
  readonly path: string;
  readonly name: StepName | undefined;
}

/** Draws the events, numbered from 1 in their order. */
export function drawArrows(events: readonly Event[], exchanges: readonly NamedExchange[]): readonly Arrow[] {
  return events.flatMap(({ kind, index }, order): readonly Arrow[] => {
    const exchange = exchanges[index];
    if (exchange === undefined) return [];
    return [kind === "request" ? drawRequest(exchange, order + 1) : drawOutcome(exchange, order + 1)];
  });
}

function drawRequest({ entry, id, client, server, path, name }: NamedExchange, number: number): Arrow {
  const label = name?.text ?? `${entry.request.method} ${path}`;
  return { number, kind: "request", from: client, to: server, label, step: id };
}

function drawOutcome({ entry, id, client, server }: NamedExchange, number: number): Arrow {
  const isWhole = (entry.response.status !== 0 || isToldBySpans(entry)) && entry._error === undefined;
  const kind = isWhole ? "response" : "error";
  const arrow: Arrow = { number, kind, from: server, to: client, label: labelOutcome(entry), step: id };
  return nameFailure(entry) === undefined ? arrow : { ...arrow, failed: true };
}

/** Calls other than HTTP have no status code, and not every instrumentation reports one for HTTP. */
function isToldBySpans({ response, _spans }: Entry): boolean {
  return _spans !== undefined && response.statusText !== "";
}

function labelOutcome(entry: Entry): string {
  const { response, _error } = entry;
  if (response.status === 0 && _error === undefined && isToldBySpans(entry)) return `Response: ${response.statusText}`;
  if (response.status === 0) return _error ? describeError(_error) : "No response";
  const status = `${response.status} ${toReason(response.status, response.statusText)}`.trim();
  const grpc = readGrpcStatus(response);
  const call = grpc === undefined || grpc === "0 OK" ? "" : `, grpc-status ${grpc}`;
  const closing = nameClosing(entry);
  const closed = closing === undefined ? "" : `, closed with ${closing.slice(0, LONGEST_MESSAGE)}`;
  return `Response: ${status}${call}${closed}${_error ? `, then ${describeError(_error)}` : ""}`;
}

/** Longest message on an arrow, in characters; the page has the full message. */
const LONGEST_MESSAGE = 100;

/** Node's own messages usually contain the code already: `connect ECONNREFUSED 127.0.0.1:9292`. */
function describeError({ code, message }: ExchangeError): string {
  const [line = ""] = message.split(/[\r\n]/);
  const text = line.includes(code) ? line : `${code} ${line}`.trim();
  return text.length <= LONGEST_MESSAGE ? text : `${text.slice(0, LONGEST_MESSAGE - 1)}…`;
}
