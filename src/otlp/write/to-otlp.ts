import { createTally } from "../../sequence/tally.ts";
import { chunksOfTrace } from "../../trace/model/serialize.ts";
import { sortByStart } from "../../trace/model/sort-entries.ts";
import type { Entry, Trace } from "../../trace/model/types.ts";
import type { Span } from "../span.ts";
import { createBatch } from "./batch.ts";
import { toExchangeSpans, toTimes } from "./exchange-spans.ts";
import { hashPieces, toTraceId } from "./ids.ts";
import { toOwnIds } from "./own-ids.ts";

export interface OtlpOptions {
  /** Facts about the exchanges, in their order. */
  readonly descriptions: Iterable<ExchangeDescription>;
  /** Whether headers become attributes. @default false */
  readonly headers?: boolean;
  /** Name of the recorder. @default none */
  readonly name?: string | undefined;
  /** The session that it shares with others. @default none */
  readonly group?: string | undefined;
}

export interface ExchangeDescription {
  /** The client: `service.name`. */
  readonly client: string;
  readonly server: string;
  /** Path with placeholders. */
  readonly template: string;
  /** Position of the exchange that the client was processing when it sent the request. */
  readonly parent?: number | undefined;
}

/**
 * A trace as OTLP/JSON: an `ExportTraceServiceRequest` a line, as the Collector's file exporter writes them, none longer than
 * `LONGEST_RECORD`. Pure; the same trace gives the same ids.
 */
export function* toOtlpLines(
  trace: Trace,
  { descriptions, headers = false, name, group }: OtlpOptions,
): Generator<string> {
  const { entries: unsorted, ...head } = trace.log;
  const entries = sortByStart(unsorted);
  const session = hashPieces(chunksOfTrace(trace)).slice(0, 32);
  const traceId = toTraceId(session);
  const numbers = numberEntries(entries);
  const toSpans = (entry: Entry, index: number, { template, server, parent }: ExchangeDescription): readonly Span[] => {
    const own = { ...numbers(index), session, traceId };
    const outer = parent === undefined ? undefined : entries[parent];
    return toExchangeSpans(entry, {
      ...own,
      template,
      headers,
      peer: server,
      parent: outer && toOwnIds(outer.request, { ...own, ...numbers(parent ?? 0) }),
    });
  };
  const batch = createBatch({ session, name, group, exchanges: entries.length });
  yield* batch.begin(head, { traceId, ...toTimes(entries[0]) });
  const known = descriptions[Symbol.iterator]();
  for (const [index, entry] of entries.entries()) {
    const description = known.next().value ?? NOTHING_KNOWN;
    for (const span of toSpans(entry, index, description)) yield* batch.add(description.client, span);
  }
  yield* batch.end();
}

const NOTHING_KNOWN: ExchangeDescription = { client: "", server: "", template: "" };

interface EntryNumber {
  readonly recorder: string;
  readonly number: number;
}

/** Numbers of exchanges at their recorder, from 1. */
function numberEntries(entries: readonly Entry[]): (index: number) => EntryNumber {
  const counts = createTally<string>();
  const numbers: EntryNumber[] = [];
  for (const entry of entries) {
    const recorder = "_recorder" in entry && typeof entry._recorder === "string" ? entry._recorder : "";
    numbers.push({ recorder, number: counts.add(recorder) + 1 });
  }
  return (index) => numbers[index] ?? { recorder: "", number: 0 };
}
