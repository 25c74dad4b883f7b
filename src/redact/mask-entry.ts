import { mapStrings } from "../json/map-strings.ts";
import { onlyIf } from "../json/only-if.ts";
import { onlyKnown } from "../json/only-known.ts";
import { textAt } from "../sequence/text-at.ts";
import { bodyText } from "../trace/bodies/body-text.ts";
import { type StatedBody, readStated } from "../trace/bodies/read-stated.ts";
import { findHeader } from "../trace/headers.ts";
import { messagesOf } from "../trace/journal/details.ts";
import type { Exchange, ExchangeBody, ExchangeMessage } from "../trace/journal/exchange.ts";
import { fromMessage, toMessage } from "../trace/journal/message.ts";
import { newExchange } from "../trace/journal/new-exchange.ts";
import type { Content, Cookie, Entry, Header, Param, PostData, WebSocketMessage } from "../trace/model/types.ts";
import { isCutBody } from "./is-cut-body.ts";
import type { Redactor } from "./redactor.ts";

/**
 * Masks an entry in the places that the recorder writes, in those where HAR repeats them, and in those that other tools add: comments,
 * messages of a WebSocket.
 *
 * @param isOurs Whether wirewalk wrote it: then bytes in which nothing is masked stay encoded as they were. @default false
 */
export function maskEntry(entry: Entry, redactor: Redactor, isOurs = false): Entry {
  const { request, response, _webSocketMessages: messages, ...others } = entry;
  const exchange = toExchange(entry);
  const read = { request: exchange.requestBody?.text, response: exchange.responseBody?.text };
  redactor.redactExchange(exchange);
  const { requestBody, responseBody } = exchange;
  const isSame = {
    request: isOurs && requestBody !== undefined && requestBody.text === read.request,
    response: isOurs && responseBody !== undefined && responseBody.text === read.response,
  };
  const { encoding: _encoding, _unopened, ...content } = response.content;
  const { _encoding: _requestEncoding, _unopened: _requestUnopened, ...postData } = request.postData ?? NO_BODY;
  return {
    ...entry,
    ...mapStrings(others, redactor.redactOutput),
    ...onlyKnown({ _webSocketMessages: messages && maskMessages(messages, messagesOf(exchange), redactor) }),
    request: {
      ...maskOthers(request, redactor),
      url: exchange.url,
      headers: toHeaders(exchange.requestHeaders, request.headers, redactor),
      cookies: maskCookies(request.cookies, redactor),
      queryString: maskParams(request.queryString, redactor),
      ...onlyKnown({
        postData: requestBody && {
          ...mapStrings({ ...postData, text: "" }, redactor.redactOutput),
          ...(isSame.request ? textOf(request.postData, "_encoding") : toText(requestBody, "_encoding")),
          ...onlyKnown({
            _unopened: requestBody.unopened,
            params: postData.params && maskParams(postData.params, redactor),
          }),
        },
      }),
    },
    response: {
      ...maskOthers(response, redactor),
      headers: toHeaders(exchange.responseHeaders, response.headers, redactor),
      cookies: maskCookies(response.cookies, redactor),
      content:
        responseBody === undefined
          ? response.content
          : {
              ...mapStrings({ ...content, text: "" }, redactor.redactOutput),
              ...(isSame.response ? textOf(response.content, "encoding") : toText(responseBody, "encoding")),
              ...onlyKnown({ _unopened: responseBody.unopened }),
            },
    },
  };
}

function toText({ text, base64 }: ExchangeBody, mark: "encoding" | "_encoding"): { readonly text: string } {
  return { text, ...onlyIf(base64, { [mark]: "base64" }) };
}

/** The form that is already written. */
function textOf(body: PostData | Content | undefined, mark: "encoding" | "_encoding"): { readonly text: string } {
  return { text: bodyText(body), ...onlyIf(body !== undefined && mark in body, { [mark]: "base64" }) };
}

const NO_BODY: PostData = { mimeType: "", text: "" };

/** @param masked the masked values, in the same order */
function maskMessages(
  messages: readonly WebSocketMessage[],
  masked: readonly ExchangeMessage[],
  redactor: Redactor,
): WebSocketMessage[] {
  return messages.map(({ data: _data, _encoding, ...others }, index) => {
    const message = masked[index];
    const { time: _time, ...written } = message === undefined ? { data: "" } : toMessage(message);
    return { ...mapStrings(others, redactor.redactOutput), ...written };
  });
}

/** The members of a request or response that are more than a text to be masked. */
function maskOthers<Message extends Entry["request"] | Entry["response"]>(
  message: Message,
  redactor: Redactor,
): Message {
  const others = Object.entries(message).filter(
    ([name]) => !/^(?:url|headers|cookies|queryString|postData|content)$/.test(name),
  );
  return { ...message, ...mapStrings(Object.fromEntries(others), redactor.redactOutput) };
}

function toExchange({ request, response, _webSocketMessages: messages }: Entry): Exchange {
  const { postData } = request;
  const { content } = response;
  return newExchange({
    url: request.url,
    status: response.status,
    requestHeaders: toFlat(request.headers),
    requestBody:
      postData &&
      toBody({
        mimeType: postData.mimeType,
        text: postData.text,
        isBase64: postData._encoding === "base64",
        isEncoded: isEncoded(request.headers),
        isCut: isCutBody({ ...postData, isBase64: postData._encoding === "base64", size: request.bodySize }),
      }),
    responseHeaders: toFlat(response.headers),
    responseBody:
      content.text === undefined
        ? undefined
        : toBody({
            mimeType: content.mimeType,
            text: content.text,
            isBase64: content.encoding === "base64",
            isEncoded: isEncoded(response.headers),
            isCut: isCutBody({ ...content, text: content.text, isBase64: content.encoding === "base64" }),
          }),
    more: messages && { messages: messages.map(fromMessage) },
  });
}

function toBody({ isCut, ...stated }: StatedBody & { readonly isCut: boolean }): ExchangeBody {
  const sha256 = isCut ? "" : undefined;
  return { mimeType: stated.mimeType, ...readStated(stated), wireSize: 0, decodedSize: 0, sha256 };
}

function isEncoded(headers: readonly Header[]): boolean {
  return findHeader(headers, "content-encoding") !== undefined;
}

function toFlat(headers: readonly Header[]): string[] {
  return headers.flatMap(({ name, value }) => [name, value]);
}

function toHeaders(flat: readonly string[], headers: readonly Header[], redactor: Redactor): Header[] {
  return headers.map(({ name: _name, value: _value, ...others }, index) => ({
    name: textAt(flat, index * 2),
    value: textAt(flat, index * 2 + 1),
    ...mapStrings(others, redactor.redactOutput),
  }));
}

/** Masked as a header would be, so that short values are masked here too. */
function maskCookies(cookies: readonly Cookie[], redactor: Redactor): Cookie[] {
  const requestHeaders = cookies.flatMap(({ name, value }) => ["Set-Cookie", `${name}=${value}`]);
  const exchange = newExchange({ requestHeaders });
  redactor.redactExchange(exchange);
  return cookies.map((cookie, index) => {
    const masked = textAt(exchange.requestHeaders, index * 2 + 1);
    return Object.assign({}, cookie, { value: masked.slice(masked.indexOf("=") + 1) });
  });
}

/** Masked as the form or query that they are a reading of. */
function maskParams<Pair extends Param>(params: readonly Pair[], redactor: Redactor): Pair[] {
  const text = new URLSearchParams(params.map(({ name, value = "" }): [string, string] => [name, value])).toString();
  const requestBody = toBody({
    mimeType: "application/x-www-form-urlencoded",
    text,
    isBase64: false,
    isEncoded: false,
    isCut: false,
  });
  redactor.redactExchange(newExchange({ requestBody }));
  const masked = [...new URLSearchParams(requestBody.text).values()];
  return params.map((param, index) =>
    param.value === undefined ? param : Object.assign({}, param, { value: textAt(masked, index) }),
  );
}
