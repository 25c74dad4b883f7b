import { knownAt } from "../../sequence/known-at.ts";
import { urlPart } from "../../sequence/url-part.ts";
import { createAliasNumbering } from "../../trace/alias.ts";
import { toEntry } from "../../trace/journal/entry.ts";
import type { Exchange } from "../../trace/journal/exchange.ts";
import { entriesOf } from "../../trace/journal/journal-entries.ts";
import { decodeExchange, encodeExchange } from "../../trace/journal/journal.ts";
import { formatRanges, toRanges } from "../../trace/manifest/ranges.ts";
import { orderKeys } from "../../trace/model/key-order.ts";
import type { Entry, Trace } from "../../trace/model/types.ts";
import { OURS } from "../names.ts";
import { INTERNAL, type Span, toAttributes } from "../span.ts";
import { createBatch } from "./batch.ts";
import { toExchangeSpans, toTimes } from "./exchange-spans.ts";
import { hash, toSpanId, toTraceId } from "./ids.ts";

/** A recording whose exchanges are sent as soon as each has finished. */
export interface LiveRecording {
  readonly session: string;
  /** Name of the recorder, after which its trace file would be named. */
  readonly name: string;
  /** The session that it shares with others. @default none */
  readonly group?: string | undefined;
  /** The client, if an exchange does not name it. */
  readonly client: string;
  /** Whether headers become attributes. */
  readonly headers: boolean;
}

/** Two recordings have not both the same beginning to the microsecond. */
export function toSession(header: string, firstLine: string): string {
  return hash(`${header.trim()}\n${firstLine.trim()}`).slice(0, 32);
}

/** A request to send, and the exchanges that are in it, by their numbers in the journal. */
export interface LiveRequest {
  readonly body: string;
  /** Exchanges that are at least partly in it: a long one may continue in the next request. */
  readonly begun: readonly number[];
  /** Exchanges that are complete with it. */
  readonly whole: readonly number[];
}

/** Lines of a journal as requests, none longer than a record may be; incomplete lines are omitted. */
export function* toLineRequests(lines: Iterable<string>, recording: LiveRecording): Generator<LiveRequest> {
  const batch = createBatch({ session: recording.session, name: recording.name, group: recording.group });
  let [begun, whole]: [number[], number[]] = [[], []];
  const take = (body: string): LiveRequest => {
    const request = { body, begun, whole };
    [begun, whole] = [[], []];
    return request;
  };
  for (const line of lines) {
    const exchange = decodeExchange(line);
    if (exchange === undefined) continue;
    const client = exchange.more?.client ?? recording.client;
    for (const span of toLineSpans(exchange, recording)) {
      for (const body of batch.add(client, span)) yield take(body);
      if (begun.at(-1) !== exchange.seq) begun.push(exchange.seq);
    }
    whole.push(exchange.seq);
  }
  for (const body of batch.end()) yield take(body);
}

function toLineSpans(exchange: Exchange, recording: LiveRecording): readonly Span[] {
  const { session, headers } = recording;
  return toExchangeSpans(
    toEntry(exchange, "", () => undefined),
    {
      session,
      headers,
      traceId: toTraceId(session),
      recorder: "",
      number: exchange.seq,
      template: urlPart(exchange.url, "pathname"),
      peer: exchange.more?.server ?? urlPart(exchange.url, "host"),
      line: encodeExchange(exchange).trimEnd(),
    },
  );
}

export interface EndedRecording extends LiveRecording {
  /** The exchanges of the journal, in their order. */
  readonly exchanges: () => Iterable<Exchange>;
  /** Whether an exchange has been sent as its line, as it is in `exchanges`. */
  readonly isSent: (number: number) => boolean;
  /** The result of the recording. */
  readonly trace: Trace;
}

/** A request that is sent at the end. */
export interface EndRequest {
  readonly body: string;
  /** Exchanges that begin in it. */
  readonly exchanges: number;
  /** How many of them were sent before something in them was known to be a secret. */
  readonly late: number;
}

/**
 * What makes a trace of the lines that were sent: its metadata, and each exchange that differs in it from its line, or was not sent at all.
 */
export function* toEndRequests(recording: EndedRecording): Generator<EndRequest> {
  const { session, trace, client } = recording;
  const { entries, ...head } = trace.log;
  const traceId = toTraceId(session);
  const batch = createBatch({ ...recording, exchanges: entries.length });
  const times = toTimes(entries[0]);
  let [exchanges, late] = [0, 0];
  const take = (body: string): EndRequest => {
    const request = { body, exchanges, late };
    [exchanges, late] = [0, 0];
    return request;
  };
  for (const body of batch.begin(head, { traceId, ...times })) yield take(body);
  const lines: number[] = [];
  const places: number[] = [];
  for (const { entry, place, seq, was } of compare(recording)) {
    if (was !== undefined) {
      lines.push(seq);
      places.push(place);
    }
    if (was !== undefined && toJson(was) === toJson(entry)) continue;
    for (const span of toOtherSpans(entry, { place, isAgain: was !== undefined }, recording))
      for (const body of batch.add(entry._client ?? client, span)) yield take(body);
    exchanges += 1;
    if (was !== undefined && countMasked(entry) > countMasked(was)) late += 1;
  }
  const end: Span = {
    traceId,
    spanId: toSpanId(session, "", "end"),
    name: "end of the recording",
    kind: INTERNAL,
    ...times,
    attributes: toAttributes({ [OURS.lines]: toText(lines), [OURS.places]: toText(places) }),
    status: {},
  };
  for (const body of batch.add(client, end)) yield take(body);
  for (const body of batch.end()) yield take(body);
}

/** An attribute must have a value. */
const toText = (numbers: readonly number[]): string => formatRanges(toRanges(numbers)) || "none";

interface Compared {
  readonly entry: Entry;
  readonly place: number;
  readonly seq: number;
  /** The final form of the sent line; undefined if none was sent, or it is unknown which. */
  readonly was: Entry | undefined;
}

function* compare({ trace, exchanges, isSent }: EndedRecording): Generator<Compared> {
  const { entries } = trace.log;
  const numbers = Array.from(exchanges(), ({ seq }) => seq);
  // If exchanges were selected, it is unknown which they were.
  const isAlike = numbers.length === entries.length;
  const sent = function* (): Generator<Exchange> {
    for (const exchange of exchanges()) if (isSent(exchange.seq)) yield exchange;
  };
  const rebuilt = entriesOf(sent(), () => {}, createAliasNumbering());
  for (const [index, entry] of entries.entries()) {
    const seq = knownAt(numbers, index);
    const next = isAlike && isSent(seq) ? rebuilt.next() : undefined;
    yield { entry, place: index + 1, seq, was: next?.done === false ? next.value : undefined };
  }
}

const countMasked = (entry: Entry): number => JSON.stringify(entry).split("REDACTED-").length;

const toJson = (entry: Entry): string => JSON.stringify(orderKeys(entry, "entry"));

function toOtherSpans(
  entry: Entry,
  { place, isAgain }: { readonly place: number; readonly isAgain: boolean },
  { session, headers }: LiveRecording,
): readonly Span[] {
  return toExchangeSpans(entry, {
    session,
    headers,
    traceId: toTraceId(session),
    recorder: "",
    number: place,
    isPlace: true,
    isAgain,
    template: urlPart(entry.request.url, "pathname"),
    peer: entry._server ?? urlPart(entry.request.url, "host"),
  });
}
