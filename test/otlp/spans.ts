import type { Attribute } from "../../src/otlp/span.ts";

type Values = Readonly<Record<string, string | number>>;

export interface SpanOptions {
  readonly id: number;
  /** @default none */
  readonly parent?: number;
  readonly name?: string;
  /** 1 internal, 2 server, 3 client, 4 producer, 5 consumer. @default 3 */
  readonly kind?: number;
  /** Milliseconds. @default 0 */
  readonly start?: number;
  readonly end?: number;
  /** @default the attributes of a GET */
  readonly values?: Values;
  /** @default no error */
  readonly error?: string;
}

const TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
const BEGIN = 1_767_225_600_000n;
const GET = { "http.request.method": "GET", "url.full": "http://stock:80/books/1", "http.response.status_code": 200 };

/** A span as an SDK writes it. */
export function aSpan({
  id,
  parent = 0,
  name = "GET",
  kind = 3,
  start = 0,
  end = start + 10,
  values = GET,
  error,
}: SpanOptions) {
  const toNano = (milliseconds: number): string => String((BEGIN + BigInt(milliseconds)) * 1_000_000n);
  return {
    traceId: TRACE,
    spanId: toId(id),
    parentSpanId: parent === 0 ? "" : toId(parent),
    name,
    kind,
    startTimeUnixNano: toNano(start),
    endTimeUnixNano: toNano(end),
    attributes: toAttributes(values),
    status: error === undefined ? {} : { code: 2, message: error },
  };
}

const toId = (id: number): string => id.toString(16).padStart(16, "0");

function toAttributes(values: Values): readonly Attribute[] {
  return Object.entries(values).map(([key, value]) => ({
    key,
    value: typeof value === "number" ? { intValue: String(value) } : { stringValue: value },
  }));
}

export function requestOf(service: string, spans: readonly object[], resource: Values = {}) {
  const attributes = toAttributes({ "service.name": service, ...resource });
  return { resourceSpans: [{ resource: { attributes }, scopeSpans: [{ scope: { name: "test" }, spans }] }] };
}

/** A shop that sends requests to two services to respond to one call; one of them queries its database and sends a message to a queue. */
export const SHOP = {
  resourceSpans: [
    ...requestOf("shop", [
      aSpan({
        id: 1,
        kind: 2,
        end: 100,
        values: {
          "http.request.method": "POST",
          "url.scheme": "https",
          "server.address": "shop.example",
          "url.path": "/checkout",
          "url.query": "cart=7",
          "http.response.status_code": 201,
        },
      }),
      aSpan({
        id: 2,
        parent: 1,
        start: 10,
        end: 60,
        values: { ...GET, "url.full": "http://stock:8080/books/1", "user_agent.original": "shop/1" },
      }),
      aSpan({
        id: 5,
        parent: 1,
        start: 62,
        end: 90,
        values: { "http.request.method": "POST", "url.full": "https://pay.example/charge", "error.type": "timeout" },
        error: "no answer in 28 ms",
      }),
    ]).resourceSpans,
    ...requestOf("stock", [
      aSpan({
        id: 3,
        parent: 2,
        kind: 2,
        start: 12,
        end: 58,
        values: {
          "http.method": "GET",
          "http.scheme": "http",
          "http.target": "/books/1",
          "net.host.name": "stock",
          "net.host.port": 8080,
          "http.status_code": 200,
        },
      }),
      aSpan({
        id: 4,
        parent: 3,
        name: "SELECT books",
        start: 20,
        end: 30,
        values: {
          "db.system.name": "postgresql",
          "db.operation.name": "SELECT",
          "db.collection.name": "books",
          "db.query.text": "SELECT left FROM books WHERE id = $1",
          "server.address": "db.example",
          "server.port": 5432,
        },
      }),
      aSpan({
        id: 6,
        parent: 3,
        name: "sold publish",
        kind: 4,
        start: 40,
        end: 41,
        values: {
          "messaging.system": "kafka",
          "messaging.destination.name": "sold",
          "messaging.operation.name": "publish",
        },
      }),
    ]).resourceSpans,
  ],
};
