import type { Exchange } from "../../src/trace/journal/exchange.ts";

/** A finished exchange with fixed times; each test specifies what matters to it. */
export function anExchange(parts: Partial<Exchange> = {}): Exchange {
  return {
    seq: 1,
    startedAt: 1_763_892_000_000.123,
    blocked: 1,
    send: 0.25,
    wait: 12.5,
    receive: 0.125,
    method: "GET",
    url: "http://127.0.0.1:9292/v2/images",
    httpVersion: "HTTP/1.1",
    requestHeaders: ["Accept", "application/json"],
    requestBody: undefined,
    status: 200,
    reason: "OK",
    responseHeaders: ["Content-Type", "application/json"],
    responseBody: undefined,
    more: undefined,
    ...parts,
  };
}
