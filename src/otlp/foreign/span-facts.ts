import { countValue, textValue, type Values, valueText } from "../read/loose.ts";
import type { ReadSpan } from "../read/spans.ts";

/** Which family of semantic conventions a span follows. */
export type SpanFamily = "http" | "rpc" | "db" | "messaging" | "other";

export function familyOf({ values }: ReadSpan): SpanFamily {
  if (methodOf(values) !== undefined) return "http";
  if (textValue(values, "rpc.system", "rpc.system.name") !== undefined) return "rpc";
  if (textValue(values, "db.system", "db.system.name") !== undefined) return "db";
  if (textValue(values, "messaging.system") !== undefined) return "messaging";
  return "other";
}

/** By the stable names, else by the old ones. */
export function methodOf(values: Values): string | undefined {
  const method = textValue(values, "http.request.method", "http.method");
  return method === "_OTHER" ? (textValue(values, "http.request.method_original") ?? method) : method;
}

export function statusOf(values: Values): number | undefined {
  const status = countValue(values, "http.response.status_code", "http.status_code");
  return status !== undefined && status >= 100 && status <= 999 ? status : undefined;
}

/** The destination of a request: `db.example:5432`; undefined if unknown. */
export function hostOf(values: Values): string | undefined {
  const host = textValue(
    values,
    "server.address",
    "net.peer.name",
    "net.host.name",
    "net.sock.peer.name",
    "net.peer.ip",
    "http.host",
  );
  if (host === undefined) return undefined;
  const port = countValue(values, "server.port", "net.peer.port", "net.host.port", "net.sock.peer.port");
  const name = host.includes(":") && !/^\[|^[^:]*:\d+$/.test(host) ? `[${host}]` : host;
  return port === undefined || /:\d+$/.test(name) ? name : `${name}:${port}`;
}

/** What is known about the address of a request: as much of a URL as the span has, and which parts of one are missing. */
export function urlOf(values: Values): { readonly url: string; readonly unknown: readonly string[] } {
  const full = textValue(values, "url.full", "http.url");
  if (full !== undefined && /^[a-z][\w+.-]*:\/\//i.test(full)) return { url: full, unknown: [] };
  const host = hostOf(values);
  const scheme = textValue(values, "url.scheme", "http.scheme");
  const path = pathOf(values);
  const unknown = [
    ...(host === undefined ? ["host"] : scheme === undefined ? ["scheme"] : []),
    ...(path === undefined ? ["path"] : []),
  ];
  const ending = path === undefined ? "/" : path.startsWith("/") ? path : `/${path}`;
  // For readers of a trace, an address without a scheme is not a URL.
  const isTls = scheme === undefined && host?.endsWith(":443") === true;
  const origin =
    host === undefined ? "" : `${scheme ?? (isTls ? "https" : "http")}://${host.replace(isDefaultPort(scheme), "")}`;
  return { url: `${origin}${ending}`, unknown };
}

function isDefaultPort(scheme: string | undefined): RegExp {
  return scheme === "https" ? /:443$/ : /:80$/;
}

function pathOf(values: Values): string | undefined {
  const target = textValue(values, "http.target");
  const path = textValue(values, "url.path");
  const query = textValue(values, "url.query");
  if (path !== undefined) return query === undefined ? path : `${path}?${query.replace(/^\?/, "")}`;
  return target ?? textValue(values, "http.route", "url.template", "http.path");
}

/** What a call that is no HTTP does: `SELECT`, `publish`, `GetUser`. */
export function operationOf({ values, name }: ReadSpan): string {
  const operation = textValue(
    values,
    "db.operation.name",
    "db.operation",
    "messaging.operation.name",
    "messaging.operation",
    "messaging.operation.type",
    "rpc.method",
  );
  return operation ?? (/^\S{1,40}/.exec(name.trim())?.[0] || "call");
}

/** What it does that to: a table, a queue, a service. */
export function targetOf({ values }: ReadSpan): string | undefined {
  return textValue(
    values,
    "db.collection.name",
    "db.sql.table",
    "db.mongodb.collection",
    "messaging.destination.name",
    "messaging.destination",
    "rpc.service",
    "db.namespace",
    "db.name",
    "db.redis.database_index",
  );
}

export function systemOf({ values }: ReadSpan): string {
  return valueText(values, "db.system.name", "db.system", "messaging.system", "rpc.system.name", "rpc.system");
}

/** The service that wrote a span. */
export function serviceOf({ resource }: ReadSpan): string | undefined {
  return textValue(resource, "service.name");
}

/** Whose clock it was written by. */
export function clockOf({ resource }: ReadSpan): string {
  return (
    textValue(resource, "host.name", "host.id") ??
    JSON.stringify([textValue(resource, "service.name"), textValue(resource, "service.instance.id")])
  );
}
