import { UserError } from "../../errors.ts";
import { groupBy } from "../../sequence/groups.ts";
import { mapKnown } from "../../sequence/map-known.ts";
import { type ClockOffset, type SeenTwice, estimateOffsets } from "../../trace/clocks/clock-offsets.ts";
import type { Remarks } from "../../trace/foreign/remarks.ts";
import { creator } from "../../trace/model/creator.ts";
import { sortByStart } from "../../trace/model/sort-entries.ts";
import type { Entry, Trace } from "../../trace/model/types.ts";
import { createStepIds } from "../../trace/names/step-id.ts";
import type { SpanChoice } from "../read/read-otlp.ts";
import type { ReadSpan } from "../read/spans.ts";
import { toCallEntry } from "./call-entry.ts";
import { type Call, type FoundCalls, countOrphans, findCalls } from "./calls.ts";
import { describeSpans } from "./notes.ts";
import { type SpanFamily, clockOf, familyOf, serviceOf } from "./span-facts.ts";

export interface ForeignOptions {
  readonly spans: SpanChoice;
  /** What messages call the file. */
  readonly name: string;
  /** Collects facts that the spans lack. */
  readonly remarks: Remarks;
}

/**
 * A trace of the calls reported by programs with OpenTelemetry instrumentation: the client's and the server's span of one call are one
 * exchange; calls made while responding to another one are nested in it.
 *
 * @throws UserError if no span is a call
 */
export function toForeignTrace(spans: readonly ReadSpan[], { spans: choice, name, remarks }: ForeignOptions): Trace {
  const found = findCalls(spans, isCall(choice));
  if (found.calls.length === 0) throw refuseNone(spans, { spans: choice, name, remarks });
  const offsets = readClocks(found.calls, remarks);
  const offsetOf = (span: ReadSpan): number => offsets.get(clockOf(span))?.offset ?? 0;
  const startOf = ({ client, server }: Call): number => {
    const first = client ?? server;
    return first === undefined ? 0 : first.start + offsetOf(first);
  };
  const calls = found.calls.toSorted((a, b) => startOf(a) - startOf(b));
  const notes = findNotes(spans, { ...found, calls }, { choice, remarks });
  const ids = nameCalls(calls, offsetOf);
  const entries = calls.map((call): Entry => {
    const outer = found.outerOf(call);
    return toCallEntry(call, {
      caller: nameCaller(call, found),
      id: ids.get(call) ?? "",
      nestedIn: outer && ids.get(outer),
      offsetOf,
      notes: describeSpans(notes.of(call)),
    });
  });
  remarkOn(spans, { ...found, calls: entries.length }, remarks);
  return { log: { version: "1.2", creator, entries: sortByStart(entries) } };
}

const isCall =
  (choice: SpanChoice) =>
  (family: SpanFamily, { kind }: ReadSpan): boolean => {
    if (kind === "internal" || family === "other") return false;
    return choice === "all" || family === "http" || family === "rpc";
  };

function refuseNone(spans: readonly ReadSpan[], { spans: choice, name, remarks }: ForeignOptions): UserError {
  if (spans.length === 0) {
    const omitted = remarks.toLines();
    if (omitted.length > 0)
      return new UserError(`"${name}" contains no spans that can be read.`, { hint: omitted.join(" ") });
    return new UserError(`"${name}" contains no spans.`, { hint: "Export the trace with its spans again." });
  }
  const others = spans.some((span) => ["db", "messaging"].includes(familyOf(span)) && span.kind !== "internal");
  const none =
    spans.length === 1 ? `The only span in "${name}" is not` : `None of the ${spans.length} spans in "${name}" is`;
  return new UserError(`${none} an HTTP or RPC call.`, {
    hint:
      others && choice === "calls"
        ? "Run `wirewalk import FILE --spans all -o TRACE` to include calls of databases and queues."
        : "Check that the instrumentation of the HTTP client or server is enabled.",
  });
}

/** Looks at the times of calls that were seen from both sides. */
function readClocks(calls: readonly Call[], remarks: Remarks): ReadonlyMap<string, ClockOffset> {
  const seen = mapKnown(calls, ({ client, server, family }): SeenTwice | undefined => {
    // A queue keeps what it has for as long as it likes.
    if (client === undefined || server === undefined || family === "messaging") return undefined;
    return { asker: toTimes(client), answerer: toTimes(server) };
  });
  const clocks = calls.flatMap(({ client, server }) => mapKnown([client, server], (span) => span && clockOf(span)));
  const offsets = estimateOffsets([...new Set(clocks)], seen);
  for (const { offset, isContradictory } of offsets.values()) {
    if (isContradictory) remarks.add("Clocks that contradict themselves; their times are those of the spans: %.");
    else if (offset !== 0)
      remarks.add("Clocks that were proven wrong by calls with two spans; their times are moved: %.");
  }
  return offsets;
}

function toTimes(span: ReadSpan): SeenTwice["asker"] {
  return { clock: clockOf(span), start: span.start, end: span.end };
}

/** Ids as a recording gives them. */
function nameCalls(calls: readonly Call[], offsetOf: (span: ReadSpan) => number): ReadonlyMap<Call, string> {
  const createId = createStepIds();
  const place = { caller: undefined, id: "", nestedIn: undefined, offsetOf, notes: [] };
  return new Map(
    calls.map((call) => {
      const { request } = toCallEntry(call, place);
      return [call, createId(request.method, request.url)];
    }),
  );
}

/** The service that made a call that only the server reports: the service of the nearest span above it. */
function nameCaller({ client, server }: Call, { parentOf }: FoundCalls): string | undefined {
  const parent = client === undefined && server !== undefined ? parentOf(server) : undefined;
  return parent && serviceOf(parent);
}

function findNotes(
  spans: readonly ReadSpan[],
  { callOf }: FoundCalls,
  { choice, remarks }: { readonly choice: SpanChoice; readonly remarks: Remarks },
): ReturnType<typeof groupBy<Call | undefined, ReadSpan>> {
  const noted = spans.filter(
    (span) => choice === "calls" && span.kind !== "internal" && ["db", "messaging"].includes(familyOf(span)),
  );
  const byCall = groupBy(noted, callOf);
  remarks.omit(
    "Omitted calls of databases and queues that belong to no call in this trace: % (`import --spans all` includes them).",
    byCall.of(undefined).length,
  );
  return byCall;
}

function remarkOn(
  spans: readonly ReadSpan[],
  found: Pick<FoundCalls, "parentOf"> & { readonly calls: number },
  remarks: Remarks,
): void {
  remarks.add(
    "Made from OpenTelemetry spans, which have no bodies, and headers only where the program was configured to record them.",
  );
  remarks.add("Spans whose parents are missing: %.", countOrphans(spans, found));
  for (const span of spans) {
    if (span.kind === "internal" || familyOf(span) === "other")
      remarks.add("Spans of steps within a program, which are not shown: %.");
  }
}
