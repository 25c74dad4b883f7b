import { onlyIf } from "../../json/only-if.ts";
import { onlyKnown } from "../../json/only-known.ts";
import { fieldsOf } from "../flat-fields.ts";
import { headerText, listHeaders } from "../headers.ts";
import { fromMicroseconds } from "../model/start-time.ts";
import type {
  Connecting,
  Content,
  Cookie,
  Entry,
  Header,
  PostData,
  Request,
  Response,
  Timings,
} from "../model/types.ts";
import { readQueryString } from "../query-string.ts";
import { wireSizeOf } from "./details.ts";
import type { Exchange, ExchangeBody } from "./exchange.ts";
import { toMessage } from "./message.ts";

/** Ids of the exchanges, by `seq`, for the marks that point from one to another. */
export type StepIdOf = (seq: number) => string | undefined;

/** The HAR entry of a recorded exchange. */
export function toEntry(exchange: Exchange, id: string, stepIdOf: StepIdOf): Entry {
  const { more } = exchange;
  const connecting = toConnecting(exchange);
  const retryOf = more?.retryOf === undefined ? undefined : stepIdOf(more.retryOf);
  const redirectOf = more?.redirectOf === undefined ? undefined : stepIdOf(more.redirectOf);
  return {
    startedDateTime: fromMicroseconds(Math.round(exchange.startedAt * 1000)),
    time: roundMicroseconds(sumOfPhases(exchange)),
    request: toRequest(exchange),
    response: toResponse(exchange),
    cache: {},
    timings: {
      blocked: roundMicroseconds(connecting.blocked),
      dns: roundMicroseconds(connecting.dns),
      connect: roundMicroseconds(connecting.connect),
      ssl: roundMicroseconds(connecting.ssl),
      send: roundMicroseconds(exchange.send),
      wait: roundMicroseconds(exchange.wait),
      receive: roundMicroseconds(exchange.receive),
    },
    ...onlyKnown({ serverIPAddress: more?.serverAddress, connection: more?.connection }),
    _id: id,
    ...onlyKnown({ _client: more?.client, _server: more?.server, _error: more?.error, _upgrade: more?.upgrade }),
    ...onlyKnown({
      _webSocketMessages: more?.messages?.map(toMessage),
      _remarks: more?.remarks,
      _tried: more?.tried,
      _tls: more?.tls,
      _connected: more?.connected && toConnected(more.connected),
      _retryOf: retryOf,
      _redirectOf: redirectOf,
    }),
  };
}

/** The known phases before anything was sent; TLS is part of connecting (HAR 1.2, `timings`). */
function toConnecting({ blocked, more }: Exchange): Pick<Timings, "blocked" | "dns" | "connect" | "ssl"> {
  if (more?.connecting === undefined) return { blocked, dns: -1, connect: -1, ssl: -1 };
  const { dns, ssl } = more.connecting;
  const connect = more.connecting.connect + Math.max(0, ssl);
  return { blocked: Math.max(0, blocked - connect - Math.max(0, dns)), dns, connect, ssl };
}

function toConnected({ dns, connect, ssl }: Connecting): Connecting {
  return { dns: roundMicroseconds(dns), connect: roundMicroseconds(connect), ssl: roundMicroseconds(ssl) };
}

function toRequest(exchange: Exchange): Request {
  const headers = toHeaders(exchange.requestHeaders);
  const { requestBody: body, more } = exchange;
  return {
    method: exchange.method,
    url: exchange.url,
    httpVersion: exchange.httpVersion,
    cookies: requestCookies(headers),
    headers,
    queryString: readQueryString(exchange.url),
    ...onlyKnown({ postData: body && toPostData(body) }),
    headersSize: -1,
    bodySize: wireSizeOf(body),
    ...onlyKnown({
      _rawHead: more?.rawRequestHead?.join(""),
      _changed: more?.changed,
      _trailers: more?.requestTrailers && toHeaders(more.requestTrailers),
      _chunks: more?.sentChunks,
    }),
  };
}

function toPostData(body: ExchangeBody): PostData {
  return {
    mimeType: body.mimeType,
    text: body.text,
    ...onlyIf(body.base64, { _encoding: "base64" }),
    ...bodyMarks(body),
  };
}

function toResponse(exchange: Exchange): Response {
  const headers = toHeaders(exchange.responseHeaders);
  const { responseBody: body, more } = exchange;
  return {
    status: exchange.status,
    statusText: exchange.reason,
    httpVersion: exchange.status === 0 ? "" : (more?.responseVersion ?? exchange.httpVersion),
    cookies: responseCookies(headers),
    headers,
    content: toContent(body, headers),
    redirectURL: headerText(headers, "location"),
    headersSize: -1,
    bodySize: body?.wireSize ?? (exchange.status === 0 ? -1 : 0),
    ...onlyKnown({
      _rawHead: more?.rawResponseHead?.join(""),
      _trailers: more?.trailers && toHeaders(more.trailers),
      _informational: more?.informational?.map((answer) => ({
        status: answer.status,
        statusText: answer.reason,
        headers: toHeaders(answer.headers),
      })),
      _chunks: more?.chunks,
    }),
  };
}

function toContent(body: ExchangeBody | undefined, headers: readonly Header[]): Content {
  if (body === undefined) return { size: 0, mimeType: headerText(headers, "content-type") };
  const isCut = body.sha256 !== undefined;
  const saved = body.decodedSize - body.wireSize;
  return {
    size: body.decodedSize,
    ...onlyIf(!isCut && saved !== 0, { compression: saved }),
    mimeType: body.mimeType,
    text: body.text,
    ...onlyIf(body.base64, { encoding: "base64" }),
    ...bodyMarks(body),
  };
}

function bodyMarks(body: ExchangeBody): Pick<Content, "_truncated" | "_size" | "_sha256" | "_unopened"> {
  const unopened = body.unopened === undefined ? undefined : { _unopened: body.unopened };
  if (body.sha256 === undefined) return unopened ?? {};
  return { _truncated: true, _size: body.wireSize, _sha256: body.sha256, ...unopened };
}

export function toHeaders(flat: readonly string[]): Header[] {
  return Array.from(fieldsOf(flat), ([name, value]) => ({ name, value }));
}

export function requestCookies(headers: readonly Header[]): Cookie[] {
  return listHeaders(headers, "cookie")
    .flatMap((value) => value.split(";"))
    .map((pair) => splitPair(pair))
    .filter((cookie) => cookie.name !== "");
}

export function responseCookies(headers: readonly Header[]): Cookie[] {
  return listHeaders(headers, "set-cookie").map((value) => toCookie(value));
}

function toCookie(setCookie: string): Cookie {
  const [pair = "", ...attributes] = setCookie.split(";");
  const named = new Map(
    attributes.map((attribute) => {
      const { name, value } = splitPair(attribute);
      return [name.toLowerCase(), value];
    }),
  );
  const path = named.get("path");
  const domain = named.get("domain");
  return {
    ...splitPair(pair),
    ...onlyKnown({ path, domain, expires: toExpires(named.get("expires")) }),
    ...onlyIf(named.has("httponly"), { httpOnly: true }),
    ...onlyIf(named.has("secure"), { secure: true }),
  };
}

/** HAR requires ISO 8601; the header has the original form. */
function toExpires(sent: string | undefined): string | undefined {
  const expires = sent === undefined ? NaN : Date.parse(sent);
  return Number.isNaN(expires) ? undefined : new Date(expires).toISOString();
}

function splitPair(pair: string): { name: string; value: string } {
  const equals = pair.indexOf("=");
  return equals < 0
    ? { name: pair.trim(), value: "" }
    : { name: pair.slice(0, equals).trim(), value: pair.slice(equals + 1).trim() };
}

export function sumOfPhases({
  blocked,
  send,
  wait,
  receive,
}: Pick<Exchange, "blocked" | "send" | "wait" | "receive">): number {
  return [blocked, send, wait, receive].reduce((sum, phase) => (phase < 0 ? sum : sum + phase), 0);
}

export function roundMicroseconds(milliseconds: number): number {
  return milliseconds < 0 ? -1 : Math.round(milliseconds * 1000) / 1000;
}
