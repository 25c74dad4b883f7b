import { stringify } from "node:querystring";

import type { Dispatcher } from "undici";

/** Path with query, as undici writes it in the request line. */
export function requestPath({ path, query }: Dispatcher.DispatchOptions): string {
  if (query === undefined || query === null) return path;
  // undici serializes `query` with node:querystring too (its lib/core/util.js, serializePathWithQuery).
  const text = stringify(query as Parameters<typeof stringify>[0]);
  return text === "" ? path : `${path}?${text}`;
}

/** Absolute URL of a request. */
export function requestUrl(origin: Dispatcher.DispatchOptions["origin"], path: string): string {
  if (!path.startsWith("/")) return path;
  const base = typeof origin === "string" ? origin : (origin?.origin ?? "");
  return base.endsWith("/") ? base.slice(0, -1) + path : base + path;
}

type HeaderValue = string | number | readonly string[] | null | undefined;

/** The caller's headers, for a request that never reached a wire: flat list name, value, … */
export function requestHeaders(headers: Dispatcher.DispatchOptions["headers"]): string[] {
  if (headers === null || headers === undefined) return [];
  if (Array.isArray(headers) && !Array.isArray(headers[0])) return headers.map(String);
  const pairs: Iterable<[string, HeaderValue]> =
    // undici takes any iterable of pairs (Headers, Map, array), or a plain object.
    Symbol.iterator in headers ? (headers as Iterable<[string, HeaderValue]>) : Object.entries(headers);
  return Array.from(pairs).flatMap(([name, value]) => {
    if (value === undefined || value === null) return [];
    return typeof value === "object" ? value.flatMap((one) => [name, one]) : [name, String(value)];
  });
}
