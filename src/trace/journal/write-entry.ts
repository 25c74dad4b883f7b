import { fromMicroseconds } from "../model/start-time.ts";
import { wireSizeOf } from "./details.ts";
import { type EntryText, NOT_WRITTEN, type Written, written } from "./entry-text.ts";
import { sumOfPhases } from "./entry.ts";
import type { LineBytes } from "./line-bytes.ts";
import type { Details } from "./ready-details.ts";
import { AROUND_FIELDS, EMPTY_TEXT } from "./ready-head.ts";
import { type ResponseHead, putHeaders } from "./response-head.ts";
import type { SplitBody, SplitLine } from "./split-line.ts";

/** The data that was already read from a line. */
interface EntryParts {
  /** All that a request has before its body. */
  readonly requestHead: Written;
  /** In their quotes, as are all other texts here. */
  readonly httpVersion: string;
  readonly requestType: string;
  readonly responseHead: ResponseHead;
  readonly responseType: string | undefined;
  readonly details: Details;
  readonly id: string;
}

/** Writes the text of an entry of the usual kind: as the file has it behind another, and without the id in its compact form, see `digestEntry`. */
export function writeEntry(text: EntryText, line: SplitLine, parts: EntryParts): void {
  const { details } = parts;
  text.put(START);
  text.putText(fromMicroseconds(Math.round(line.startedAt * 1000)));
  text.put(TIME);
  text.putMilliseconds(sumOfPhases(line));
  text.put(REQUEST);
  text.put(parts.requestHead);
  if (line.requestBody !== undefined) putPosted(text, line.line, line.requestBody, parts.requestType);
  text.put(REQUEST_SIZE);
  text.putInteger(wireSizeOf(line.requestBody));
  text.put(RESPONSE);
  putResponse(text, line, parts);
  text.put(BLOCKED);
  text.putMilliseconds(line.blocked);
  text.put(SEND);
  text.putMilliseconds(line.send);
  text.put(WAIT);
  text.putMilliseconds(line.wait);
  text.put(RECEIVE);
  text.putMilliseconds(line.receive);
  text.put(TIMED);
  text.put(details.address);
  text.put(ID);
  // Nothing but letters, digits and hyphens, see `slugStep`.
  text.putPretty(parts.id);
  text.put(NAMED);
  text.put(details.parties);
  text.put(END);
}

const START = written(`,\n      {\n        "startedDateTime": "`, `{"startedDateTime":"`);
const TIME = written(`",\n        "time": `, `","time":`);
const REQUEST = written(`,\n        "request": `, `,"request":`);
const REQUEST_SIZE = written(`          "headersSize": -1,\n          "bodySize": `, `"headersSize":-1,"bodySize":`);
const RESPONSE = written(`\n        },\n        "response": {\n          "status": `, `},"response":{"status":`);
const BLOCKED = written(
  `\n        },\n        "cache": {},\n        "timings": {\n          "blocked": `,
  `},"cache":{},"timings":{"blocked":`,
);
const SEND = written(
  `,\n          "dns": -1,\n          "connect": -1,\n          "ssl": -1,\n          "send": `,
  `,"dns":-1,"connect":-1,"ssl":-1,"send":`,
);
const WAIT = written(`,\n          "wait": `, `,"wait":`);
const RECEIVE = written(`,\n          "receive": `, `,"receive":`);
const TIMED = written("\n        }", "}");
const ID = written(`,\n        "_id": "`, "");
const NAMED = written(`"`, "");
const END = written("\n      }", "}");

/** All that a request has before its body. */
export function writeRequestHead(
  { method, url, httpVersion }: Readonly<Record<"method" | "url" | "httpVersion", string>>,
  { cookies, headers, query }: Readonly<Record<"cookies" | "headers" | "query", Written>>,
): Written {
  const start = written(
    `{\n          "method": ${method},\n          "url": ${url},\n          "httpVersion": ${httpVersion},\n          "cookies": `,
    `{"method":${method},"url":${url},"httpVersion":${httpVersion},"cookies":`,
  );
  return joinWritten([start, cookies, AROUND_FIELDS.headers, headers, QUERY, query, NEXT_LINE]);
}

const QUERY = written(`,\n          "queryString": `, `,"queryString":`);
const NEXT_LINE = written(",\n", ",");

function joinWritten(parts: readonly Written[]): Written {
  return {
    pretty: Buffer.concat(parts.map(({ pretty }) => pretty)),
    compact: Buffer.concat(parts.map(({ compact }) => compact)),
    breaks: parts.reduce((sum, { breaks }) => sum + breaks, 0),
  };
}

function putPosted(text: EntryText, { bytes }: LineBytes, body: SplitBody, mimeType: string): void {
  text.put(POSTED);
  text.putText(mimeType);
  text.put(BODY_TEXT);
  text.copy(bytes, body.from, body.to);
  text.put(body.base64 ? POSTED_BASE64 : NOT_WRITTEN);
  text.put(POSTED_END);
}

const POSTED = written(`          "postData": {\n            "mimeType": `, `"postData":{"mimeType":`);
const BODY_TEXT = written(`,\n            "text": `, `,"text":`);
const POSTED_BASE64 = written(`,\n            "_encoding": "base64"`, `,"_encoding":"base64"`);
const POSTED_END = written("\n          },\n", "},");

function putResponse(text: EntryText, line: SplitLine, { httpVersion, responseHead, responseType }: EntryParts): void {
  const { status, responseBody: body } = line;
  const { bytes } = line.line;
  text.putInteger(status);
  text.put(REASON);
  text.putText(responseHead.reason);
  text.put(VERSION);
  text.putText(httpVersion);
  text.put(COOKIES);
  putHeaders(text, line, responseHead);
  text.put(CONTENT);
  if (body === undefined) {
    text.put(NO_SIZE);
    text.putText(responseHead.wanted["content-type"] ?? EMPTY_TEXT);
  } else {
    putContent(text, bytes, body, responseType);
  }
  text.put(LOCATION);
  text.putText(responseHead.wanted.location ?? EMPTY_TEXT);
  text.put(RESPONSE_SIZE);
  text.putInteger(wireSizeOf(body));
}

const REASON = written(`,\n          "statusText": `, `,"statusText":`);
const VERSION = written(`,\n          "httpVersion": `, `,"httpVersion":`);
const COOKIES = written(`,\n          "cookies": `, `,"cookies":`);
const CONTENT = written(`,\n          "content": {\n            "size": `, `,"content":{"size":`);
const NO_SIZE = written(`0,\n            "mimeType": `, `0,"mimeType":`);
const LOCATION = written(`\n          },\n          "redirectURL": `, `},"redirectURL":`);
const RESPONSE_SIZE = written(
  `,\n          "headersSize": -1,\n          "bodySize": `,
  `,"headersSize":-1,"bodySize":`,
);

/** @param mimeType Undefined if it is as the line has it. */
function putContent(text: EntryText, bytes: Buffer, body: SplitBody, mimeType: string | undefined): void {
  const saved = body.decodedSize - body.wireSize;
  text.putInteger(body.decodedSize);
  if (saved !== 0) {
    text.put(COMPRESSION);
    text.putText(String(saved));
  }
  text.put(TYPE);
  if (mimeType === undefined) text.copy(bytes, body.mimeType.from, body.mimeType.to);
  else text.putText(mimeType);
  text.put(BODY_TEXT);
  text.copy(bytes, body.from, body.to);
  text.put(body.base64 ? BASE64 : NOT_WRITTEN);
}

const COMPRESSION = written(`,\n            "compression": `, `,"compression":`);
const TYPE = written(`,\n            "mimeType": `, `,"mimeType":`);
const BASE64 = written(`,\n            "encoding": "base64"`, `,"encoding":"base64"`);
