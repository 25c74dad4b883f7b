import { isObject } from "../../json/is-object.ts";
import type { Loose } from "../../trace/model/loose-fields.ts";
import { listOf, textOf } from "./loose.ts";

/**
 * A trace as Jaeger's own page saves it (`{"traceID", "spans", "processes"}`), in the form of OTLP; undefined for anything else. What its
 * tags are called is what Jaeger makes of OTLP: `span.kind`, `otel.status_code`.
 */
export function toModern(value: Loose): readonly Loose[] | undefined {
  const { processes } = value;
  if (!isObject(processes) || !Array.isArray(value["spans"])) return undefined;
  return value["spans"].filter(isObject).map((span) => {
    const process = processes[textOf(span["processID"])];
    const tags = toTags(listOf(span, "tags"));
    const service = isObject(process) ? [{ key: "service.name", value: process["serviceName"] }] : [];
    const attributes = [...service, ...(isObject(process) ? toTags(listOf(process, "tags")) : [])];
    return { resource: { attributes }, scopeSpans: [{ spans: [toSpan(span, tags)] }] };
  });
}

interface Tag {
  readonly key: string;
  readonly value: unknown;
}

function toTags(tags: readonly unknown[]): readonly Tag[] {
  return tags.flatMap((tag) =>
    isObject(tag) && typeof tag["key"] === "string" ? [{ key: tag["key"], value: tag["value"] }] : [],
  );
}

function toSpan(span: Loose, tags: readonly Tag[]): Loose {
  const tag = (key: string): unknown => tags.find((one) => one.key === key)?.value;
  const parent = listOf(span, "references").find((one) => isObject(one) && one["refType"] === "CHILD_OF");
  const start = Number(span["startTime"]);
  const isFailed = tag("otel.status_code") === "ERROR" || tag("error") === true;
  return {
    traceId: span["traceID"],
    spanId: span["spanID"],
    parentSpanId: isObject(parent) ? parent["spanID"] : "",
    name: span["operationName"],
    kind: `SPAN_KIND_${textOf(tag("span.kind")).toUpperCase()}`,
    // Jaeger counts microseconds.
    startTimeUnixNano: toNanoseconds(start),
    endTimeUnixNano: toNanoseconds(start + Number(span["duration"])),
    attributes: tags,
    status: { code: isFailed ? 2 : 0, message: tag("otel.status_description") },
  };
}

function toNanoseconds(microseconds: number): string {
  return Number.isSafeInteger(microseconds) && microseconds >= 0 ? `${microseconds}000` : "";
}
