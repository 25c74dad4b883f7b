import { matchParts } from "../../sequence/match-parts.ts";
import { headerText } from "../../trace/headers.ts";
import type { Entry } from "../../trace/model/types.ts";
import { toSpanId } from "./ids.ts";

/** The data from which the IDs of an exchange are derived. */
export interface NumberedExchange {
  readonly session: string;
  /** Of the recording. */
  readonly traceId: string;
  /** "" where there is one. */
  readonly recorder: string;
  /** Number of the exchange at its recorder, from 1. */
  readonly number: number;
  /** Whether that is its place in the trace, and not its number in the order of start, by which others were sent already. @default false */
  readonly isPlace?: boolean;
}

export interface SpanIds {
  readonly traceId: string;
  readonly spanId: string;
}

/** The IDs of an exchange: those that its recorder sent to the server, to which the server's spans refer, or hashes. */
export function toOwnIds(request: Entry["request"], exchange: NumberedExchange): SpanIds {
  return toldIds(request) ?? { traceId: exchange.traceId, spanId: hashId(exchange) };
}

/** The ID of a span that was not sent to a server. */
export function hashId({ session, recorder, number, isPlace = false }: NumberedExchange): string {
  return toSpanId(session, recorder, isPlace ? `${number} again` : String(number));
}

function toldIds({ headers, _changed }: Entry["request"]): SpanIds | undefined {
  if (_changed?.includes("traceparent") !== true) return undefined;
  const [, traceId, spanId] = matchParts(TRACEPARENT, headerText(headers, "traceparent"));
  return traceId === undefined || spanId === undefined ? undefined : { traceId, spanId };
}

const TRACEPARENT = /^00-([\da-f]{32})-([\da-f]{16})-01$/;
