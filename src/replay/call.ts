import { withoutLayoutOf } from "../trace/bodies/layout.ts";
import { decodeComponent } from "../trace/decode-component.ts";

/** A request in the form in which two of them are compared. */
export interface Call {
  readonly method: string;
  readonly origin: string;
  /** Escapes in upper case, dot segments resolved. */
  readonly path: string;
  /** Names and values, decoded, sorted by name; values of one name in their order. */
  readonly query: readonly (readonly [name: string, value: string])[];
  /** The requested range of bytes, as `bytes=0-3`; "" for all. */
  readonly range: string;
}

/** Undefined for what is not an HTTP request to an origin: `data:`, the `host:443` of CONNECT. Of a WebSocket it is the handshake. */
export function toCall(method: string, url: string, range = ""): Call | undefined {
  const parsed = URL.parse(toHttpUrl(url));
  if (parsed === null || !/^https?:$/.test(parsed.protocol)) return undefined;
  parsed.searchParams.sort();
  const path = parsed.pathname.replaceAll(/%[0-9a-f]{2}/gi, (escape) => escape.toUpperCase());
  return {
    method: method.toUpperCase(),
    origin: parsed.origin,
    path,
    query: Array.from(parsed.searchParams, ([name, value]) => [name, withoutLayoutOf(name, value)]),
    range: range.replaceAll(/\s/g, "").toLowerCase(),
  };
}

/** Chrome writes the `wss:` of a WebSocket, whose handshake is a request by HTTP. */
export function toHttpUrl(url: string): string {
  return url.replace(/^ws(?=s?:)/i, "http");
}

/** `wss://cloud.example`, the origin for WebSockets. */
export function toSocketOrigin(origin: string): string {
  return origin.replace(/^http/, "ws");
}

/** The same call with other values in its path and query. */
export function mapCall(call: Call, change: (value: string) => string): Call {
  const path = call.path.split("/").map((segment) => {
    const value = decodeComponent(segment);
    const changed = change(value);
    return changed === value ? segment : encodeURIComponent(changed);
  });
  return { ...call, path: path.join("/"), query: call.query.map(([name, value]) => [name, change(value)]) };
}

/** The same text for calls that request the same. */
export function keyOf({ method, origin, path, query }: Call): string {
  return JSON.stringify([method, origin, path, query]);
}

/** For people: `GET /v2/images?name=…`. Values stay out, as a client may send a secret in one. */
export function showCall({ method, path, query }: Call): string {
  const names = [...new Set(query.map(([name]) => `${name}=…`))];
  return `${method} ${path}${names.length > 0 ? `?${names.join("&")}` : ""}`;
}
