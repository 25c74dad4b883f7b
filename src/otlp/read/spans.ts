import { isObject, toObject } from "../../json/is-object.ts";
import type { Loose } from "../../trace/model/loose-fields.ts";
import { toModern } from "./jaeger.ts";
import { type Values, listOf, memberOf, textOf, toHexId, toMicroseconds, toValues } from "./loose.ts";

/** The properties that are read from a span. */
export interface ReadSpan {
  /** Hex. */
  readonly trace: string;
  readonly id: string;
  /** "" if there is none. */
  readonly parent: string;
  readonly name: string;
  readonly kind: Kind;
  /** Microseconds since 1970. */
  readonly start: number;
  readonly end: number;
  readonly isFailed: boolean;
  /** Its description of a failure. */
  readonly message: string;
  readonly values: Values;
  /** Of what wrote it; one object for all of its spans in a document. */
  readonly resource: Values;
}

export type Kind = "internal" | "server" | "client" | "producer" | "consumer";

/** Items that are not spans, and why. */
export type Refused = "signal" | "id" | "time";

/** The spans of a JSON value: a request, a list of requests, or a response of Jaeger or Tempo. */
export function* spansOf(document: unknown, refuse: (why: Refused) => void): Generator<ReadSpan> {
  for (const resourceSpans of findResourceSpans(document, refuse, 0)) {
    const resource = resourceSpans["resource"];
    const values = toValues(isObject(resource) ? listOf(resource, "attributes") : [], isOfResource);
    const scopes = listOf(resourceSpans, "scopeSpans", "scope_spans", "instrumentationLibrarySpans");
    let isEmpty = true;
    for (const scope of scopes) {
      for (const span of isObject(scope) ? listOf(scope, "spans") : []) {
        isEmpty = false;
        const read = isObject(span) ? readSpan(span, values) : "id";
        if (typeof read === "string") refuse(read);
        else yield read;
      }
    }
    if (isEmpty) yield* noSpan(values);
  }
}

/** A trace without exchanges still identifies itself. */
function* noSpan(resource: Values): Generator<ReadSpan> {
  if (!resource.has("wirewalk.log")) return;
  yield {
    trace: "",
    id: "",
    parent: "",
    name: "",
    kind: "internal",
    start: 0,
    end: 0,
    isFailed: false,
    message: "",
    values: new Map(),
    resource,
  };
}

function* findResourceSpans(value: unknown, refuse: (why: Refused) => void, depth: number): Generator<Loose> {
  if (depth > DEEPEST) return;
  if (Array.isArray(value)) {
    for (const one of value) yield* findResourceSpans(one, refuse, depth + 1);
    return;
  }
  if (!isObject(value)) {
    refuse("signal");
    return;
  }
  const list = memberOf(value, "resourceSpans", "resource_spans", "batches");
  if (Array.isArray(list)) {
    for (const one of list) if (isObject(one)) yield one;
    return;
  }
  const jaeger = toModern(value);
  if (jaeger !== undefined) {
    yield* jaeger;
    return;
  }
  // Jaeger's `result`, Tempo's `trace`, and the list of Jaeger's older response.
  const inner = memberOf(value, "result", "trace", "data");
  if (inner === undefined) refuse("signal");
  else yield* findResourceSpans(inner, refuse, depth + 1);
}

const DEEPEST = 4;

function readSpan(span: Loose, resource: Values): ReadSpan | Refused {
  const trace = toHexId(memberOf(span, "traceId", "trace_id"), 16);
  const id = toHexId(memberOf(span, "spanId", "span_id"), 8);
  if (trace === "" || id === "") return "id";
  const start = toMicroseconds(memberOf(span, "startTimeUnixNano", "start_time_unix_nano"));
  if (start === undefined || start > LATEST) return "time";
  const end = toMicroseconds(memberOf(span, "endTimeUnixNano", "end_time_unix_nano")) ?? start;
  const status = toObject(span["status"]);
  return {
    trace,
    id,
    parent: toHexId(memberOf(span, "parentSpanId", "parent_span_id"), 8),
    name: textOf(span["name"]),
    kind: KINDS.get(String(span["kind"])) ?? "internal",
    start,
    end: Math.min(Math.max(start, end), LATEST),
    isFailed: ["2", "STATUS_CODE_ERROR"].includes(String(status["code"])),
    message: textOf(status["message"]),
    values: toValues(listOf(span, "attributes"), isOfSpan),
    resource,
  };
}

/** Microseconds; beyond the year 9999 a date has another form. */
const LATEST = 253_402_300_799_999_000;

const KINDS: ReadonlyMap<string, Kind> = new Map(
  (["internal", "server", "client", "producer", "consumer"] as const).flatMap((kind, index) => [
    [String(index + 1), kind],
    [`SPAN_KIND_${kind.toUpperCase()}`, kind],
  ]),
);

/** Of millions of spans no more is kept than can be shown. */
const isOfSpan = (name: string): boolean =>
  /^(?:wirewalk|http|url|server|client|net|network|db|messaging|rpc|error|user_agent|peer|service)\./.test(name);

const isOfResource = (name: string): boolean => /^(?:wirewalk|service|host)\./.test(name);
