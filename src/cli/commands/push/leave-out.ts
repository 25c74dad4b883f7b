import { UserError } from "../../../errors.ts";
import { readJson } from "../../../json/read-json.ts";
import { isKafka } from "../../../otlp/kafka/kafka-place.ts";
import { readDocuments } from "../../../otlp/read/documents.ts";
import { spansOf } from "../../../otlp/read/spans.ts";
import type { ExportTraceServiceRequest } from "../../../otlp/span.ts";
import { fetchTraces } from "../../../otlp/stores/fetch-store.ts";
import { isStore, parseStorePlace } from "../../../otlp/stores/store-place.ts";
import type { EndRequest } from "../../../otlp/write/live-spans.ts";
import { openFileSource } from "../../../trace/files/file-source.ts";
import type { Io } from "../../io.ts";
import { toFetchOptions } from "../../options/fetch-options.ts";
import { readKafka } from "../../options/read-kafka.ts";
import type { StoreArguments } from "../../options/store-options.ts";
import { countExchanges } from "./trace-requests.ts";

/** The spans of these requests that a store has already: their ids. */
export async function findThere(
  requests: Iterable<EndRequest>,
  store: string,
  { network, io }: { readonly network: StoreArguments; readonly io: Io },
): Promise<ReadonlySet<string>> {
  const traces = new Set<string>();
  for (const { body } of requests) for (const span of spansOf(readJson(body), () => {})) traces.add(span.trace);
  const there = new Set<string>();
  for (const document of await readStore(store, traces, { network, io })) {
    for (const span of spansOf(document, () => {})) if (traces.has(span.trace)) there.add(span.trace + span.id);
  }
  return there;
}

async function readStore(
  store: string,
  traces: ReadonlySet<string>,
  { network, io }: { readonly network: StoreArguments; readonly io: Io },
): Promise<Iterable<unknown>> {
  if (isStore(store)) {
    const place = parseStorePlace(store, true);
    return fetchTraces(place, traces, toFetchOptions(place, network, io));
  }
  if (/^[a-z]+\+/i.test(store) && !isKafka(store)) {
    throw new UserError(`--missing ${store.replace(/:.*/s, "")} is not a store that wirewalk can query.`, {
      hint: "Name jaeger+URL, tempo+URL, kafka:URL, or the file that the Collector's file exporter writes.",
    });
  }
  const source = isKafka(store)
    ? await readKafka(store, network, io)
    : await openFileSource(store.replace(/^otlp-file:/, ""));
  return Array.from(readDocuments(source), ({ value }) => value).filter((value) => value !== undefined);
}

/** A request without the spans that the store has; undefined if it has all of them. */
export function* withoutThere(request: EndRequest, there: ReadonlySet<string>): Generator<EndRequest> {
  // wirewalk made this JSON a moment ago.
  const { resourceSpans } = readJson(request.body) as ExportTraceServiceRequest;
  const left = resourceSpans.flatMap(({ resource, scopeSpans: [{ scope, spans }] }) => {
    const missing = spans.filter(({ traceId, spanId }) => !there.has(traceId + spanId));
    return missing.length === 0 ? [] : [{ resource, scopeSpans: [{ scope, spans: missing }] }];
  });
  if (left.length === 0) return;
  const body = `${JSON.stringify({ resourceSpans: left })}\n`;
  yield { ...request, body, exchanges: countExchanges(body) };
}
