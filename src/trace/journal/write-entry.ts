import { type ByteText, createByteText } from "../../sequence/byte-text.ts";
import { copyText } from "../../sequence/remember-texts.ts";
import { fromMicroseconds } from "../model/start-time.ts";
import { wireSizeOf } from "./details.ts";
import { roundMicroseconds, sumOfPhases } from "./entry.ts";
import { NO_DETAILS, readDetails } from "./ready-details.ts";
import { EMPTY_TEXT, NOT_WRITTEN, type ReadyHead, type Written } from "./ready-head.ts";
import type { LineBytes, SplitBody, SplitLine } from "./split-line.ts";

/** The two texts of an entry: as the file has it behind another, and without the ids in its compact form, see `digestEntry`. */
export interface EntryTexts {
  readonly pretty: ByteText;
  readonly compact: ByteText;
}

/** The data that was already read from a line. */
interface EntryParts {
  /** Of the URL. */
  readonly query: Written;
  readonly requests: WrittenRequests;
  readonly requestHead: ReadyHead;
  readonly responseHead: ReadyHead;
  readonly id: string;
}

/** Writes the text of an entry of the usual kind. Bodies are copied from the line's memory. Returns the line breaks of the former text. */
export function writeEntry(texts: EntryTexts, line: SplitLine, parts: EntryParts): number {
  const { pretty, compact } = texts;
  const { responseHead, id } = parts;
  const start = `"${fromMicroseconds(Math.round(line.startedAt * 1000))}"`;
  const time = roundMicroseconds(sumOfPhases(line));
  pretty.put(`,\n      {\n        "startedDateTime": ${start},\n        "time": ${time},\n        "request": `);
  compact.put(`{"startedDateTime":${start},"time":${time},"request":`);
  const ofRequest = line.requestBody === undefined ? putRequest(texts, line, parts) : writeRequest(texts, line, parts);
  pretty.put(`,\n        "response": `);
  compact.put(`,"response":`);
  const ofResponse = writeResponse(texts, line, responseHead);
  const timings = writeTimings(line);
  // Checked before it is written: see `takes`.
  const { address, parties } = readDetails(line.more) ?? NO_DETAILS;
  pretty.put(
    `,\n        "cache": {},\n        "timings": ${timings.pretty}${address.pretty},\n        "_id": ${JSON.stringify(id)}${parties.pretty}\n      }`,
  );
  compact.put(`,"cache":{},"timings":${timings.compact}${address.compact}${parties.compact}}`);
  return 9 + ofRequest + ofResponse + timings.breaks + address.breaks + parties.breaks;
}

/** The request without a body that was written last for a URL: programs repeat what they send. */
export interface WrittenRequests {
  last: WrittenRequest | undefined;
}

interface WrittenRequest {
  readonly head: ReadyHead;
  readonly method: string;
  readonly httpVersion: string;
  readonly pretty: Buffer;
  readonly compact: Buffer;
  readonly breaks: number;
}

export function createWrittenRequests(): WrittenRequests {
  return { last: undefined };
}

function putRequest(texts: EntryTexts, line: SplitLine, parts: EntryParts): number {
  const { requests, requestHead: head } = parts;
  const { method, httpVersion } = line;
  let request = requests.last;
  if (request?.head !== head || request.method !== method || request.httpVersion !== httpVersion) {
    const breaks = writeRequest(own, line, parts);
    request = {
      head,
      method: copyText(method),
      httpVersion: copyText(httpVersion),
      pretty: Buffer.from(own.pretty.take()),
      compact: Buffer.from(own.compact.take()),
      breaks,
    };
    requests.last = request;
  }
  texts.pretty.copy(request.pretty, 0, request.pretty.length);
  texts.compact.copy(request.compact, 0, request.compact.length);
  return request.breaks;
}

const own: EntryTexts = { pretty: createByteText(), compact: createByteText() };

function writeRequest(texts: EntryTexts, line: SplitLine, { query, requestHead }: EntryParts): number {
  const { cookies, headers } = requestHead;
  const { pretty, compact } = texts;
  const { method, url, httpVersion, requestBody: body } = line;
  const size = wireSizeOf(body);
  pretty.put(
    `{\n          "method": ${method},\n          "url": ${url},\n          "httpVersion": ${httpVersion},\n` +
      `          "cookies": ${cookies.pretty},\n          "headers": ${headers.pretty},\n          "queryString": ${query.pretty},\n`,
  );
  compact.put(
    `{"method":${method},"url":${url},"httpVersion":${httpVersion},"cookies":${cookies.compact},"headers":${headers.compact},` +
      `"queryString":${query.compact},`,
  );
  const ofBody = body === undefined ? 0 : writePosted(texts, line.line, body);
  pretty.put(`          "headersSize": -1,\n          "bodySize": ${size}\n        }`);
  compact.put(`"headersSize":-1,"bodySize":${size}}`);
  return 9 + cookies.breaks + headers.breaks + query.breaks + ofBody;
}

function writePosted({ pretty, compact }: EntryTexts, { bytes }: LineBytes, body: SplitBody): number {
  const mark = body.base64 ? writeMark("_encoding") : NOT_WRITTEN;
  pretty.put(`          "postData": {\n            "mimeType": ${body.mimeType},\n            "text": `);
  pretty.copy(bytes, body.from, body.to);
  pretty.put(`${mark.pretty}\n          },\n`);
  compact.put(`"postData":{"mimeType":${body.mimeType},"text":`);
  compact.copy(bytes, body.from, body.to);
  compact.put(`${mark.compact}},`);
  return 4 + mark.breaks;
}

function writeMark(name: string): Written {
  return { pretty: `,\n            "${name}": "base64"`, compact: `,"${name}":"base64"`, breaks: 1 };
}

function writeResponse(texts: EntryTexts, line: SplitLine, head: ReadyHead): number {
  const { pretty, compact } = texts;
  const { status, reason, httpVersion, responseBody: body } = line;
  const { cookies, headers } = head;
  pretty.put(
    `{\n          "status": ${status},\n          "statusText": ${reason},\n          "httpVersion": ${httpVersion},\n` +
      `          "cookies": ${cookies.pretty},\n          "headers": ${headers.pretty},\n          "content": {\n`,
  );
  compact.put(
    `{"status":${status},"statusText":${reason},"httpVersion":${httpVersion},"cookies":${cookies.compact},"headers":${headers.compact},"content":{`,
  );
  const ofContent = body === undefined ? writeNoContent(texts, head) : writeContent(texts, line.line, body);
  const location = head.wanted.location ?? EMPTY_TEXT;
  const size = wireSizeOf(body);
  pretty.put(
    `\n          },\n          "redirectURL": ${location},\n          "headersSize": -1,\n          "bodySize": ${size}\n        }`,
  );
  compact.put(`},"redirectURL":${location},"headersSize":-1,"bodySize":${size}}`);
  return 12 + cookies.breaks + headers.breaks + ofContent;
}

function writeContent({ pretty, compact }: EntryTexts, { bytes }: LineBytes, body: SplitBody): number {
  const { mimeType, from, to, wireSize, decodedSize, base64 } = body;
  const saved = decodedSize - wireSize;
  const mark = base64 ? writeMark("encoding") : NOT_WRITTEN;
  pretty.put(
    `            "size": ${decodedSize},\n${saved === 0 ? "" : `            "compression": ${saved},\n`}` +
      `            "mimeType": ${mimeType},\n            "text": `,
  );
  pretty.copy(bytes, from, to);
  pretty.put(mark.pretty);
  compact.put(`"size":${decodedSize},${saved === 0 ? "" : `"compression":${saved},`}"mimeType":${mimeType},"text":`);
  compact.copy(bytes, from, to);
  compact.put(mark.compact);
  return (saved === 0 ? 2 : 3) + mark.breaks;
}

function writeNoContent({ pretty, compact }: EntryTexts, head: ReadyHead): number {
  const mimeType = head.wanted["content-type"] ?? EMPTY_TEXT;
  pretty.put(`            "size": 0,\n            "mimeType": ${mimeType}`);
  compact.put(`"size":0,"mimeType":${mimeType}`);
  return 1;
}

function writeTimings(line: SplitLine): Written {
  const blocked = roundMicroseconds(line.blocked);
  const send = roundMicroseconds(line.send);
  const wait = roundMicroseconds(line.wait);
  const receive = roundMicroseconds(line.receive);
  return {
    pretty:
      `{\n          "blocked": ${blocked},\n          "dns": -1,\n          "connect": -1,\n          "ssl": -1,\n` +
      `          "send": ${send},\n          "wait": ${wait},\n          "receive": ${receive}\n        }`,
    compact: `{"blocked":${blocked},"dns":-1,"connect":-1,"ssl":-1,"send":${send},"wait":${wait},"receive":${receive}}`,
    breaks: 8,
  };
}
