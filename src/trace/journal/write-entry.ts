import { fromMicroseconds } from "../model/start-time.ts";
import { wireSizeOf } from "./details.ts";
import { roundMicroseconds, sumOfPhases } from "./entry.ts";
import { NO_DETAILS, readDetails } from "./ready-details.ts";
import { EMPTY_TEXT, NOT_WRITTEN, type ReadyHead, type Written } from "./ready-head.ts";
import type { SplitBody, SplitLine } from "./split-line.ts";

/** The data that was already read from a line. */
interface EntryParts {
  /** Of the URL. */
  readonly query: Written;
  readonly requestHead: ReadyHead;
  readonly responseHead: ReadyHead;
  readonly id: string;
}

/** The text of an entry of the usual kind, without the ids in its compact form: see `digestEntry`. */
export function writeEntry(line: SplitLine, { query, requestHead, responseHead, id }: EntryParts): Written {
  const start = `"${fromMicroseconds(Math.round(line.startedAt * 1000))}"`;
  const time = roundMicroseconds(sumOfPhases(line));
  const request = writeRequest(line, query, requestHead);
  const response = writeResponse(line, responseHead);
  const timings = writeTimings(line);
  // Checked before it is written: see `takes`.
  const { address, parties } = readDetails(line.more) ?? NO_DETAILS;
  return {
    pretty:
      `{\n        "startedDateTime": ${start},\n        "time": ${time},\n        "request": ${request.pretty},\n` +
      `        "response": ${response.pretty},\n        "cache": {},\n        "timings": ${timings.pretty}${address.pretty},\n` +
      `        "_id": ${JSON.stringify(id)}${parties.pretty}\n      }`,
    compact:
      `{"startedDateTime":${start},"time":${time},"request":${request.compact},"response":${response.compact},` +
      `"cache":{},"timings":${timings.compact}${address.compact}${parties.compact}}`,
  };
}

function writeRequest(line: SplitLine, query: Written, { cookies, headers }: ReadyHead): Written {
  const { method, httpVersion, requestBody: body } = line;
  const size = wireSizeOf(body);
  const mark = body?.base64 === true ? writeMark("_encoding") : NOT_WRITTEN;
  const posted =
    body === undefined
      ? NOT_WRITTEN
      : {
          pretty: `          "postData": {\n            "mimeType": ${body.mimeType},\n            "text": ${body.text}${mark.pretty}\n          },\n`,
          compact: `"postData":{"mimeType":${body.mimeType},"text":${body.text}${mark.compact}},`,
        };
  return {
    pretty:
      `{\n          "method": ${method},\n          "url": ${line.url},\n          "httpVersion": ${httpVersion},\n` +
      `          "cookies": ${cookies.pretty},\n          "headers": ${headers.pretty},\n          "queryString": ${query.pretty},\n` +
      `${posted.pretty}          "headersSize": -1,\n          "bodySize": ${size}\n        }`,
    compact:
      `{"method":${method},"url":${line.url},"httpVersion":${httpVersion},"cookies":${cookies.compact},"headers":${headers.compact},` +
      `"queryString":${query.compact},${posted.compact}"headersSize":-1,"bodySize":${size}}`,
  };
}

function writeMark(name: string): Written {
  return { pretty: `,\n            "${name}": "base64"`, compact: `,"${name}":"base64"` };
}

function writeResponse(line: SplitLine, head: ReadyHead): Written {
  const { status, reason, httpVersion, responseBody: body } = line;
  const { cookies, headers } = head;
  const content = body === undefined ? writeNoContent(head) : writeContent(body);
  const location = head.wanted.location ?? EMPTY_TEXT;
  const size = wireSizeOf(body);
  return {
    pretty:
      `{\n          "status": ${status},\n          "statusText": ${reason},\n          "httpVersion": ${httpVersion},\n` +
      `          "cookies": ${cookies.pretty},\n          "headers": ${headers.pretty},\n          "content": {\n${content.pretty}\n          },\n` +
      `          "redirectURL": ${location},\n          "headersSize": -1,\n          "bodySize": ${size}\n        }`,
    compact:
      `{"status":${status},"statusText":${reason},"httpVersion":${httpVersion},"cookies":${cookies.compact},"headers":${headers.compact},` +
      `"content":{${content.compact}},"redirectURL":${location},"headersSize":-1,"bodySize":${size}}`,
  };
}

function writeContent({ mimeType, text, wireSize, decodedSize, base64 }: SplitBody): Written {
  const saved = decodedSize - wireSize;
  const mark = base64 ? writeMark("encoding") : NOT_WRITTEN;
  return {
    pretty:
      `            "size": ${decodedSize},\n${saved === 0 ? "" : `            "compression": ${saved},\n`}` +
      `            "mimeType": ${mimeType},\n            "text": ${text}${mark.pretty}`,
    compact: `"size":${decodedSize},${saved === 0 ? "" : `"compression":${saved},`}"mimeType":${mimeType},"text":${text}${mark.compact}`,
  };
}

function writeNoContent(head: ReadyHead): Written {
  const mimeType = head.wanted["content-type"] ?? EMPTY_TEXT;
  return {
    pretty: `            "size": 0,\n            "mimeType": ${mimeType}`,
    compact: `"size":0,"mimeType":${mimeType}`,
  };
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
  };
}
