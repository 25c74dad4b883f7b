import { onlyFilled } from "../../json/only-filled.ts";
import { onlyKnown } from "../../json/only-known.ts";
import { matchedText } from "../../sequence/matched-text.ts";
import { textBefore } from "../../sequence/text-before.ts";
import { headerText } from "../../trace/headers.ts";
import { fromMicroseconds } from "../../trace/model/start-time.ts";
import type { Content, Entry, Header, PostData } from "../../trace/model/types.ts";
import { readQueryString } from "../../trace/query-string.ts";
import { type Values, countValue, textValue } from "../read/loose.ts";
import type { ReadSpan } from "../read/spans.ts";
import type { Call } from "./calls.ts";
import { hostOf, methodOf, operationOf, serviceOf, statusOf, systemOf, targetOf, urlOf } from "./span-facts.ts";

/** What is known about a call in addition to its own spans. */
export interface CallPlace {
  /** Calling service, if no span of the call names it. */
  readonly caller: string | undefined;
  readonly id: string;
  readonly nestedIn: string | undefined;
  /** Microseconds to add to the times of a span. */
  readonly offsetOf: (span: ReadSpan) => number;
  readonly notes: readonly string[];
}

/** The entry of a call, made only from the data of its spans. */
export function toCallEntry(call: Call, { caller, id, nestedIn, offsetOf, notes }: CallPlace): Entry {
  const { client, server } = call;
  const told = [client, server].filter((span) => span !== undefined);
  const [first] = told;
  if (first === undefined) throw new TypeError("A call has a span.");
  const values = (read: (values: Values) => string | undefined): string | undefined =>
    pick(told, (span) => read(span.values));
  const start = first.start + offsetOf(first);
  const time = (first.end - first.start) / 1000;
  const { url, unknown } = toUrl(call, told);
  const version = values((from) => textValue(from, "network.protocol.version", "http.flavor"));
  const httpVersion = call.family !== "http" || version === undefined ? "" : `HTTP/${version}`;
  const status = pick(told, (span) => statusOf(span.values)) ?? 0;
  const comment = unknown.length === 0 ? "" : `Not in the spans: ${unknown.join(" and ")}.`;
  return {
    startedDateTime: fromMicroseconds(Math.max(0, Math.round(start))),
    time,
    request: {
      method: call.family === "http" ? (values(methodOf) ?? "") : operationOf(first),
      url,
      httpVersion,
      cookies: [],
      headers: readHeaders(told, "request"),
      queryString: readQueryString(textBefore(url, "#")),
      ...onlyKnown({ postData: readRequestBody(call, told) }),
      headersSize: -1,
      bodySize: sizeOf(told, "request"),
    },
    response: {
      status,
      statusText: status === 0 ? describeOutcome(call, told) : "",
      httpVersion,
      cookies: [],
      headers: readHeaders(told, "response"),
      content: readContent(told),
      redirectURL: "",
      headersSize: -1,
      bodySize: sizeOf(told, "response"),
    },
    cache: {},
    timings: { blocked: -1, dns: -1, connect: -1, ssl: -1, send: 0, wait: time, receive: 0 },
    ...onlyKnown({
      serverIPAddress:
        client && values((from) => textValue(from, "network.peer.address", "net.sock.peer.addr", "net.peer.ip")),
    }),
    ...onlyFilled({ comment }),
    _id: id,
    ...onlyKnown({
      _client: nameClient(call, caller),
      _server: nameServer(call),
      _error: toError(told, status),
      _nestedIn: nestedIn,
      _notes: notes.length === 0 ? undefined : notes,
    }),
    _spans: onlyKnown({ trace: first.trace, client: client?.id, server: server?.id }),
  };
}

function pick<Found>(spans: readonly ReadSpan[], read: (span: ReadSpan) => Found | undefined): Found | undefined {
  for (const span of spans) {
    const found = read(span);
    if (found !== undefined) return found;
  }
  return undefined;
}

function toUrl(call: Call, told: readonly ReadSpan[]): ReturnType<typeof urlOf> {
  if (call.family === "http") {
    const urls = told.map(({ values }) => urlOf(values));
    // A server knows itself by another name than its client does, so the client's name comes first.
    return urls.toSorted((a, b) => a.unknown.length - b.unknown.length)[0] ?? { url: "/", unknown: ["host", "path"] };
  }
  const host = pick(told, ({ values }) => hostOf(values)) ?? "";
  const target = pick(told, targetOf);
  const scheme = pick(told, (span) => systemOf(span) || undefined) ?? "span";
  return {
    url: `${scheme.replace(/[^\w+.-]/g, "-")}://${host}/${target === undefined ? "" : encodeURI(target)}`,
    unknown: host === "" ? ["host"] : [],
  };
}

function nameClient({ client, server, family }: Call, caller: string | undefined): string | undefined {
  if (client !== undefined) return serviceOf(client);
  return family === "messaging" && server !== undefined ? nameQueue(server) : caller;
}

/** Undefined if only the address identifies it. */
function nameServer({ client, server, family }: Call): string | undefined {
  if (server !== undefined) return serviceOf(server);
  if (client === undefined) return undefined;
  if (family === "messaging") return nameQueue(client);
  const peer = textValue(client.values, "service.peer.name", "peer.service");
  if (peer !== undefined || family === "http") return peer;
  return hostOf(client.values) ?? systemOf(client);
}

function nameQueue(span: ReadSpan): string {
  return [systemOf(span), textValue(span.values, "messaging.destination.name", "messaging.destination")]
    .filter((part) => part !== undefined && part !== "")
    .join(" ");
}

/** @returns a replacement of the status if there is none */
function describeOutcome({ family }: Call, told: readonly ReadSpan[]): string {
  const grpc = pick(told, ({ values }) => textValue(values, "rpc.response.status_code", "rpc.grpc.status_code"));
  if (family === "rpc" && grpc !== undefined) return `${systemLabel(told)} status ${grpc}`;
  return family === "http" ? "status not in the spans" : "done";
}

const systemLabel = (told: readonly ReadSpan[]): string => pick(told, (span) => systemOf(span) || undefined) ?? "rpc";

function toError(told: readonly ReadSpan[], status: number): Entry["_error"] {
  if (status !== 0) return undefined;
  const failed = told.find(({ isFailed }) => isFailed);
  if (failed === undefined) return undefined;
  const code = textValue(failed.values, "error.type") ?? "ERROR";
  return { code, message: failed.message || "The span reports a failure without details.", phase: "wait" };
}

/** Bytes, or -1 if unknown. */
function sizeOf(told: readonly ReadSpan[], side: "request" | "response"): number {
  const size = pick(told, ({ values }) =>
    countValue(values, `http.${side}.body.size`, `http.${side}.size`, `http.${side}_content_length`),
  );
  return size ?? -1;
}

function bodyOf(told: readonly ReadSpan[], side: "request" | "response"): string | undefined {
  return pick(told, ({ values }) => textValue(values, `http.${side}.body.content`));
}

function readHeaders(told: readonly ReadSpan[], side: "request" | "response"): readonly Header[] {
  const headers = new Map<string, readonly string[]>();
  for (const { values } of told) {
    for (const [key, value] of values) {
      const name = matchedText(new RegExp(`^http\\.${side}\\.header\\.(.+)$`, "s"), key, 1);
      if (name !== "" && !headers.has(name)) headers.set(name, typeof value === "object" ? value : [String(value)]);
    }
  }
  const agent = pick(told, ({ values }) => textValue(values, "user_agent.original", "http.user_agent"));
  if (side === "request" && agent !== undefined && !headers.has("user-agent")) headers.set("user-agent", [agent]);
  // Instrumentations of Python write `content_type`.
  return Array.from(headers, ([name, list]) =>
    list.map((value) => ({ name: name.replaceAll("_", "-"), value })),
  ).flat();
}

/** Undefined if the request may well have had none. */
function readRequestBody(call: Call, told: readonly ReadSpan[]): PostData | undefined {
  if (call.family === "db") {
    const query = pick(told, ({ values }) => textValue(values, "db.query.text", "db.statement"));
    return query === undefined ? undefined : { mimeType: "text/plain", text: query };
  }
  if (call.family !== "http") return undefined;
  const mimeType = headerText(readHeaders(told, "request"), "content-type");
  const text = bodyOf(told, "request");
  if (text !== undefined) return { mimeType, text };
  return undefined;
}

function readContent(told: readonly ReadSpan[]): Content {
  const mimeType = headerText(readHeaders(told, "response"), "content-type");
  const text = bodyOf(told, "response");
  if (text !== undefined) return { size: Buffer.byteLength(text), mimeType, text };
  return { size: sizeOf(told, "response"), mimeType };
}
