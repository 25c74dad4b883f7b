import { createTally } from "../../sequence/tally.ts";
import { creator } from "../../trace/model/creator.ts";
import { chunksOfTrace } from "../../trace/model/serialize.ts";
import { sortByStart } from "../../trace/model/sort-entries.ts";
import type { Entry, Trace } from "../../trace/model/types.ts";
import { type LogHead, splitHead } from "../log-head.ts";
import { LONGEST_RECORD, OURS } from "../names.ts";
import { type ExportTraceServiceRequest, type ResourceSpans, type Span, toAttributes } from "../span.ts";
import { toExchangeSpans, toPartSpans } from "./exchange-spans.ts";
import { hash, hashPieces, toTraceId } from "./ids.ts";
import { bytesOf, cutBeginning, cutText, toJson } from "./parts.ts";
import { shortenLog } from "./shorten.ts";

/** What is known of the exchanges of a trace, by their places in it. */
export interface OtlpOptions {
  readonly describe: (index: number) => ExchangeDescription;
  /** Whether headers become attributes. @default false */
  readonly headers?: boolean;
}

export interface ExchangeDescription {
  /** Who asks: `service.name`. */
  readonly client: string;
  readonly server: string;
  /** Path with placeholders. */
  readonly template: string;
  /** Place of the exchange that the client was answering when it asked. */
  readonly parent?: number | undefined;
}

/**
 * A trace as OTLP/JSON: an `ExportTraceServiceRequest` a line, as the Collector's file exporter writes them, none longer than
 * `LONGEST_RECORD`. Pure; the same trace gives the same ids.
 */
export function* toOtlpLines(trace: Trace, { describe, headers = false }: OtlpOptions): Generator<string> {
  const { entries: unsorted, ...head } = trace.log;
  const entries = sortByStart(unsorted);
  const session = hashPieces(chunksOfTrace(trace)).slice(0, 32);
  const traceId = toTraceId(session);
  const numbers = numberEntries(entries);
  const toSpans = (entry: Entry, index: number): readonly Span[] => {
    const { template, server, parent } = describe(index);
    const own = numbers(index);
    return toExchangeSpans(entry, {
      ...own,
      session,
      traceId,
      template,
      headers,
      peer: server,
      parent: parent === undefined ? undefined : numbers(parent),
    });
  };
  const batch = createBatch(session, entries.length);
  yield* batch.begin(head, traceId);
  for (const [index, entry] of entries.entries()) {
    const { client } = describe(index);
    for (const span of toSpans(entry, index)) yield* batch.add(client, span);
  }
  yield* batch.end();
}

interface EntryNumber {
  readonly recorder: string;
  readonly number: number;
}

/** Places of exchanges among those of their recorder, from 1. */
function numberEntries(entries: readonly Entry[]): (index: number) => EntryNumber {
  const counts = createTally<string>();
  const numbers: EntryNumber[] = [];
  for (const entry of entries) {
    const recorder = "_recorder" in entry && typeof entry._recorder === "string" ? entry._recorder : "";
    numbers.push({ recorder, number: counts.add(recorder) + 1 });
  }
  return (index) => numbers[index] ?? { recorder: "", number: 0 };
}

interface Batch {
  /** What says all but the exchanges. */
  readonly begin: (head: LogHead, traceId: string) => Generator<string>;
  readonly add: (client: string, span: Span) => Generator<string>;
  readonly end: () => Generator<string>;
}

/** Gathers spans, with those of one client side by side, into lines that are as long as they may be. */
function createBatch(session: string, exchanges: number): Batch {
  const common = { [OURS.session]: session, [OURS.exchanges]: exchanges };
  let first: Parameters<typeof toAttributes>[0] = {};
  let byClient = new Map<string, Span[]>();
  let size = 0;
  const toRequest = (): ExportTraceServiceRequest => {
    const clients = byClient.size === 0 ? new Map([["", []]]) : byClient;
    const resourceSpans = Array.from(clients, ([client, spans], index): ResourceSpans => {
      const values = { "service.name": client, ...common, ...(index === 0 && first) };
      return { resource: { attributes: toAttributes(values) }, scopeSpans: [{ scope: creator, spans }] };
    });
    return { resourceSpans };
  };
  const write = function* (): Generator<string> {
    yield `${toJson(toRequest())}\n`;
    [first, byClient, size] = [{}, new Map(), 0];
  };
  const add = function* (client: string, span: Span): Generator<string> {
    const name = cutBeginning(client, LONGEST_NAME);
    const more = bytesOf(span) + 1 + (byClient.has(name) ? 0 : RESOURCE);
    if (size > 0 && size + more > MOST) yield* write();
    const spans = byClient.get(name);
    if (spans === undefined) byClient.set(name, [span]);
    else spans.push(span);
    size += more;
  };
  const begin = function* (head: LogHead, traceId: string): Generator<string> {
    const { json, redacted } = splitHead(head);
    first = { [OURS.log]: json, [OURS.redacted]: redacted };
    if (bytesOf(json) <= LONGEST_LOG) return;
    const parts = cutText(json, LONGEST_PART);
    first = {
      [OURS.log]: splitHead(shortenLog(head)).json,
      [OURS.redacted]: redacted,
      [OURS.logHash]: hash(json),
      [OURS.logParts]: parts.length,
    };
    const times = { startTimeUnixNano: "0", endTimeUnixNano: "0" };
    for (const span of toPartSpans(parts, { session, traceId, recorder: "", of: 0, ...times })) yield* add("", span);
  };
  const end = function* (): Generator<string> {
    if (size > 0 || OURS.log in first) yield* write();
  };
  return { begin, add, end };
}

/** Bytes of JSON. */
const LONGEST_NAME = 512;
const RESOURCE = 1536;
const LONGEST_LOG = 24 * 1024;
const LONGEST_PART = 512 * 1024;
/** Room for the line around the spans, and for what receivers add. */
const MOST = LONGEST_RECORD - LONGEST_LOG - 8 * 1024;
