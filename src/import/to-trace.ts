import { findHeader } from "../trace/headers.ts";
import { creator } from "../trace/model/creator.ts";
import type { Entry, Header, Trace } from "../trace/model/types.ts";

/** What a log tells of one exchange. */
export interface LoggedExchange {
  readonly method: string;
  readonly url: string;
  readonly requestHeaders: readonly Header[];
  readonly requestBody: string;
  /** 0 where the log shows no answer. */
  readonly status: number;
  readonly reason: string;
  readonly responseHeaders: readonly Header[];
  readonly responseBody: string;
}

/** A trace of what a log tells. Logs without times get made-up ones, a millisecond apart, which keep the order. */
export function toTrace(exchanges: readonly LoggedExchange[], comment: string): Trace {
  return { log: { version: "1.2", creator, comment, entries: exchanges.map(toEntry) } };
}

function toEntry(exchange: LoggedExchange, index: number): Entry {
  const { method, url, requestHeaders, requestBody, status, reason, responseHeaders, responseBody } = exchange;
  const requestType = findHeader(requestHeaders, "content-type") ?? "";
  return {
    startedDateTime: new Date(index).toISOString().replace("Z", "000Z"),
    time: 0,
    request: {
      method,
      url,
      httpVersion: "",
      cookies: [],
      headers: requestHeaders,
      queryString: Array.from(URL.parse(url)?.searchParams ?? [], ([name, value]) => ({ name, value })),
      ...(requestBody !== "" && { postData: { mimeType: requestType, text: requestBody } }),
      headersSize: -1,
      bodySize: Buffer.byteLength(requestBody),
    },
    response: {
      status,
      statusText: reason,
      httpVersion: "",
      cookies: [],
      headers: responseHeaders,
      content: {
        size: Buffer.byteLength(responseBody),
        mimeType: findHeader(responseHeaders, "content-type") ?? "",
        ...(responseBody !== "" && { text: responseBody }),
      },
      redirectURL: findHeader(responseHeaders, "location") ?? "",
      headersSize: -1,
      bodySize: -1,
    },
    cache: {},
    timings: { blocked: -1, dns: -1, connect: -1, ssl: -1, send: 0, wait: 0, receive: 0 },
    ...(status === 0 && {
      _error: { code: "NO_ANSWER", message: "The log shows no answer.", phase: "wait" as const },
    }),
  };
}
