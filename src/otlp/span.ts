/**
 * OTLP as JSON (https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding): ids as hex, 64-bit numbers as text. What is here
 * is what we write; what others write is read with more patience.
 */

export interface ExportTraceServiceRequest {
  readonly resourceSpans: readonly ResourceSpans[];
}

export interface ResourceSpans {
  readonly resource: { readonly attributes: readonly Attribute[] };
  readonly scopeSpans: readonly [
    { readonly scope: { readonly name: string; readonly version: string }; readonly spans: readonly Span[] },
  ];
}

export interface Span {
  /** 32 hex digits. */
  readonly traceId: string;
  /** 16 hex digits. */
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: SpanKind;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes: readonly Attribute[];
  /** 2 is an error. */
  readonly status: { readonly code?: 2; readonly message?: string };
}

export const INTERNAL = 1;
export const CLIENT = 3;
type SpanKind = typeof INTERNAL | typeof CLIENT;

export interface Attribute {
  readonly key: string;
  readonly value: AttributeValue;
}

export type AttributeValue =
  | { readonly stringValue: string }
  | { readonly intValue: string }
  | { readonly arrayValue: { readonly values: readonly { readonly stringValue: string }[] } };

/** Attributes of these names, except those whose value is undefined or empty. Integers, texts, and lists of them can be sent. */
export function toAttributes(
  values: Readonly<Record<string, string | number | readonly string[] | undefined>>,
): Attribute[] {
  return Object.entries(values).flatMap(([key, value]): readonly Attribute[] => {
    if (value === undefined || (typeof value !== "number" && value.length === 0)) return [];
    if (typeof value === "number") return [{ key, value: { intValue: String(Math.trunc(value)) } }];
    return [{ key, value: typeof value === "string" ? toText(value) : toList(value) }];
  });
}

const toList = (values: readonly string[]): AttributeValue => ({ arrayValue: { values: values.map(toText) } });

/** Protobuf knows no half of a character. */
const toText = (text: string): { readonly stringValue: string } => ({ stringValue: text.toWellFormed() });
