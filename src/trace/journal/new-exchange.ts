import type { Exchange } from "./exchange.ts";

/**
 * An exchange with these known properties. It has its own lists of headers, to be filled in place.
 *
 * @param known @default nothing, not even the request
 */
export function newExchange(known: Partial<Exchange> = {}): Exchange {
  return {
    seq: 0,
    startedAt: 0,
    blocked: -1,
    send: -1,
    wait: -1,
    receive: -1,
    method: "",
    url: "",
    httpVersion: "",
    requestHeaders: [],
    requestBody: undefined,
    status: 0,
    reason: "",
    responseHeaders: [],
    responseBody: undefined,
    more: undefined,
    ...known,
  };
}
