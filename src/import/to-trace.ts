import { onlyFilled } from "../json/only-filled.ts";
import { onlyIf } from "../json/only-if.ts";
import { onlyKnown } from "../json/only-known.ts";
import { textBefore } from "../sequence/text-before.ts";
import { decodeText } from "../trace/bodies/charset.ts";
import { headerText } from "../trace/headers.ts";
import { creator } from "../trace/model/creator.ts";
import { toMicroseconds } from "../trace/model/start-time.ts";
import type { Content, Entry, Header, Trace } from "../trace/model/types.ts";
import { readQueryString } from "../trace/query-string.ts";

/** The data of an exchange in a log. */
export interface LoggedExchange {
  readonly method: string;
  readonly url: string;
  readonly requestHeaders: readonly Header[];
  readonly requestBody: string | Buffer;
  /** Whether something was sent that the log does not show. @default false */
  readonly isRequestBodyMissing?: boolean;
  /** 0 if the log shows no response. */
  readonly status: number;
  readonly reason: string;
  readonly responseHeaders: readonly Header[];
  readonly responseBody: string | Buffer;
  /** Bytes of a body that the log only counts. */
  readonly responseSize?: number | undefined;
  /** In UTC with microseconds; "" or undefined if the log has no times. */
  readonly startedAt?: string;
  readonly endedAt?: string;
  readonly id?: string | undefined;
  readonly retryOf?: string | undefined;
  readonly redirectOf?: string | undefined;
  /** The log's reason why there is no complete response. */
  readonly failure?: string | undefined;
  /** Remark for readers of this exchange; "" for none. */
  readonly comment?: string;
}

/**
 * Makes a trace from a log. Logs without times get made-up ones, a millisecond apart, which keep the order; the trace
 * states this.
 */
export function toTrace(exchanges: readonly LoggedExchange[], said: string): Trace {
  const areTimed = exchanges.every(({ startedAt = "" }) => startedAt !== "");
  const entries = exchanges.map((exchange, index) => toEntry(exchange, areTimed ? undefined : index));
  const comment = areTimed ? said : `${said}\n${WITHOUT_TIMES}`;
  return { log: { version: "1.2", creator, comment, entries } };
}

const WITHOUT_TIMES =
  "The log does not state when each exchange began. They are dated 1970, a millisecond apart, in the order of the log.";

/** @param index of the exchange, for logs without times */
function toEntry(exchange: LoggedExchange, index: number | undefined): Entry {
  const { method, url, requestHeaders, status, reason, responseHeaders, startedAt = "", endedAt = "", id } = exchange;
  const { retryOf, redirectOf, comment = "" } = exchange;
  const took = index === undefined && endedAt !== "" ? (toMicroseconds(endedAt) - toMicroseconds(startedAt)) / 1000 : 0;
  const time = Math.max(0, took);
  return {
    startedDateTime: index === undefined ? startedAt : new Date(index).toISOString().replace("Z", "000Z"),
    time,
    request: {
      method,
      url,
      httpVersion: "",
      cookies: [],
      headers: requestHeaders,
      queryString: readQueryString(textBefore(url, "#")),
      ...toPostData(exchange),
    },
    response: {
      status,
      statusText: reason,
      httpVersion: "",
      cookies: [],
      headers: responseHeaders,
      content: toContent(exchange),
      redirectURL: headerText(responseHeaders, "location"),
      headersSize: -1,
      bodySize: -1,
    },
    cache: {},
    timings: { blocked: -1, dns: -1, connect: -1, ssl: -1, send: 0, wait: time, receive: 0 },
    ...onlyFilled({ comment }),
    ...onlyKnown({ _id: id }),
    ...toError(exchange),
    ...onlyKnown({ _retryOf: retryOf, _redirectOf: redirectOf }),
  };
}

function toPostData({
  requestHeaders,
  requestBody,
  isRequestBodyMissing = false,
}: LoggedExchange): Pick<Entry["request"], "postData" | "headersSize" | "bodySize"> {
  const mimeType = headerText(requestHeaders, "content-type");
  if (isRequestBodyMissing) {
    return { postData: { mimeType, text: "", _truncated: true }, headersSize: -1, bodySize: -1 };
  }
  const size = Buffer.byteLength(requestBody);
  if (size === 0) return { headersSize: -1, bodySize: 0 };
  const { text, isBase64 } = toText(requestBody, mimeType);
  const postData = { mimeType, text, ...onlyIf(isBase64, { _encoding: "base64" }) };
  return { postData, headersSize: -1, bodySize: size };
}

function toContent({ responseHeaders, responseBody, responseSize }: LoggedExchange): Content {
  const mimeType = headerText(responseHeaders, "content-type");
  const size = Buffer.byteLength(responseBody);
  if (size === 0) return { size: responseSize ?? 0, mimeType };
  const { text, isBase64 } = toText(responseBody, mimeType);
  return { size, mimeType, text, ...onlyIf(isBase64, { encoding: "base64" }) };
}

function toText(body: string | Buffer, mimeType: string): { readonly text: string; readonly isBase64: boolean } {
  if (typeof body === "string") return { text: body, isBase64: false };
  const text = decodeText(body, mimeType, false);
  return { text: text ?? body.toString("base64"), isBase64: text === undefined };
}

function toError({ status, failure }: LoggedExchange): Pick<Entry, "_error"> {
  if (failure !== undefined) {
    const code = /\b(?:E[A-Z]{4,}|[A-Z]\w+Error)\b/.exec(failure)?.[0] ?? (status === 0 ? "NO_ANSWER" : "FAILED");
    return { _error: { code, message: failure, phase: status === 0 ? "wait" : "receive" } };
  }
  if (status !== 0) return {};
  return { _error: { code: "NO_ANSWER", message: "The log shows no response.", phase: "wait" } };
}
