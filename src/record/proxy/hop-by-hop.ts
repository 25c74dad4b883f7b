import { headerValue } from "../capture/wire-head.ts";

/** Fields that speak of one connection only and end at each hop (RFC 9110, section 7.6.1). */
const HOP_BY_HOP: ReadonlySet<string> = new Set([
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "transfer-encoding",
  "upgrade",
  "wirewalk-token",
]);

/**
 * The fields of a request that go on to the server, in their order and case, duplicates kept. `Expect` ends here too:
 * the proxy answers it itself when the server is ready for the body, because undici does not send it.
 */
export function forwardRequestHeaders(raw: readonly string[]): string[] {
  const headers = keepEndToEnd(raw, (name) => name !== "expect");
  // The proxy passes trailers on, so it may ask for them in the client's name (RFC 9110, section 10.1.4).
  if (/\btrailers\b/i.test(headerValue(raw, "te"))) headers.push("te", "trailers");
  return headers;
}

/** The fields of an answer that go on to the client, in their order and case, duplicates kept. */
export function forwardResponseHeaders(raw: readonly string[]): string[] {
  return keepEndToEnd(raw, () => true);
}

function keepEndToEnd(raw: readonly string[], isKept: (name: string) => boolean): string[] {
  const connection = headerValue(raw, "connection").toLowerCase();
  const isNamed = listsFields(connection) ? toNameTest(connection) : () => false;
  const kept: string[] = [];
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const field = raw[index] ?? "";
    const name = field.toLowerCase();
    if (!HOP_BY_HOP.has(name) && !isNamed(name) && isKept(name)) kept.push(field, raw[index + 1] ?? "");
  }
  return kept;
}

/** Nearly every Connection field says just one of these. */
function listsFields(connection: string): boolean {
  return connection !== "" && connection !== "keep-alive" && connection !== "close";
}

/** `Connection: x-hop` makes X-Hop a field of this hop. It cannot take away what the message cannot do without. */
function toNameTest(connection: string): (name: string) => boolean {
  const names = new Set(connection.split(",").map((name) => name.trim()));
  for (const needed of ["host", "content-length", "content-type", "content-encoding"]) names.delete(needed);
  return (name) => names.has(name);
}
