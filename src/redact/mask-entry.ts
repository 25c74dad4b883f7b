import { isUtf8 } from "node:buffer";

import type { Exchange, ExchangeBody } from "../trace/exchange.ts";
import type { Cookie, Entry, Header, Param } from "../trace/types.ts";
import type { Redactor } from "./redactor.ts";

/** Masks what an entry says in the places that the recorder knows, and in those that HAR repeats it in. */
export function maskEntry(entry: Entry, redactor: Redactor): Entry {
  const { request, response } = entry;
  const exchange = toExchange(entry);
  redactor.redactExchange(exchange);
  const { requestBody, responseBody } = exchange;
  const { encoding: _encoding, ...content } = response.content;
  const { _encoding: _requestEncoding, ...postData } = request.postData ?? { mimeType: "", text: "" };
  return {
    ...entry,
    request: {
      ...request,
      url: exchange.url,
      headers: toHeaders(exchange.requestHeaders, request.headers),
      cookies: maskCookies(request.cookies, redactor),
      queryString: toQuery(exchange.url, request.queryString),
      ...(requestBody !== undefined && {
        postData: {
          ...postData,
          text: requestBody.text,
          ...(requestBody.base64 && { _encoding: "base64" as const }),
          ...(postData.params !== undefined && { params: maskParams(postData.params, redactor) }),
        },
      }),
    },
    response: {
      ...response,
      headers: toHeaders(exchange.responseHeaders, response.headers),
      cookies: maskCookies(response.cookies, redactor),
      content:
        responseBody === undefined
          ? response.content
          : { ...content, text: responseBody.text, ...(responseBody.base64 && { encoding: "base64" as const }) },
    },
  };
}

const NO_EXCHANGE: Omit<Exchange, "requestHeaders" | "responseHeaders"> = {
  seq: 0,
  startedAt: 0,
  blocked: -1,
  send: -1,
  wait: -1,
  receive: -1,
  method: "",
  url: "",
  httpVersion: "",
  requestBody: undefined,
  status: 0,
  reason: "",
  responseBody: undefined,
  more: undefined,
};

function toExchange({ request, response }: Entry): Exchange {
  const { postData } = request;
  const { content } = response;
  return {
    ...NO_EXCHANGE,
    url: request.url,
    requestHeaders: toFlat(request.headers),
    requestBody: postData && toBody(postData.mimeType, postData.text, postData._encoding === "base64"),
    responseHeaders: toFlat(response.headers),
    responseBody:
      content.text === undefined ? undefined : toBody(content.mimeType, content.text, content.encoding === "base64"),
  };
}

/** Some tools write every body as base64; text has names to learn from. */
function toBody(mimeType: string, written: string, isEncoded: boolean): ExchangeBody {
  const bytes = isEncoded ? Buffer.from(written, "base64") : undefined;
  const isText = bytes === undefined || (isUtf8(bytes) && !bytes.includes(0));
  const text = bytes !== undefined && isText ? bytes.toString() : written;
  return { mimeType, text, base64: !isText, wireSize: 0, decodedSize: 0, sha256: undefined };
}

function toFlat(headers: readonly Header[]): string[] {
  return headers.flatMap(({ name, value }) => [name, value]);
}

function toHeaders(flat: readonly string[], headers: readonly Header[]): Header[] {
  return headers.map((header, index) => Object.assign({}, header, { value: flat[index * 2 + 1] ?? "" }));
}

function toQuery(url: string, query: readonly Header[]): Header[] {
  const masked = [...new URLSearchParams(url.split("#", 1)[0]?.split("?").slice(1).join("?")).values()];
  return query.map((pair, index) => Object.assign({}, pair, { value: masked[index] ?? pair.value }));
}

/** Masked as a header would be, so that short values are masked here too. */
function maskCookies(cookies: readonly Cookie[], redactor: Redactor): Cookie[] {
  const requestHeaders = cookies.flatMap(({ name, value }) => ["Set-Cookie", `${name}=${value}`]);
  redactor.redactExchange({ ...NO_EXCHANGE, requestHeaders, responseHeaders: [] });
  return cookies.map((cookie, index) => {
    const masked = requestHeaders[index * 2 + 1] ?? "";
    return Object.assign({}, cookie, { value: masked.slice(masked.indexOf("=") + 1) });
  });
}

/** Masked as the form that they are a reading of. */
function maskParams(params: readonly Param[], redactor: Redactor): Param[] {
  const text = new URLSearchParams(params.map(({ name, value = "" }): [string, string] => [name, value])).toString();
  const requestBody = toBody("application/x-www-form-urlencoded", text, false);
  redactor.redactExchange({ ...NO_EXCHANGE, requestBody, requestHeaders: [], responseHeaders: [] });
  const masked = [...new URLSearchParams(requestBody.text).values()];
  return params.map((param, index) =>
    param.value === undefined ? param : Object.assign({}, param, { value: masked[index] ?? "" }),
  );
}
