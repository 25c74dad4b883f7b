import { onlyKnown } from "../../json/only-known.ts";
import { readJson } from "../../json/read-json.ts";
import type { Origin } from "../model/types.ts";
import type { Exchange, ExchangeBody, ExchangeDetails } from "./exchange.ts";

/**
 * The journal: NDJSON next to the target, one line for each exchange that has finished, so that a crash loses none. A line is one flat
 * array and not an object, because serializing is the most expensive part of recording (docs/notes/undici.md); the trace file gets its
 * readable form when the recording is saved.
 */

export interface JournalHeader {
  /** Version of the line format. */
  readonly wirewalkJournal: 1;
  /** The process that writes it. */
  readonly pid?: number;
  /** Whether it is of one part of a recording: its aliases keep their numbers. @default false */
  readonly isPart?: true;
  /** Metadata of the recording at its start, redacted. */
  readonly origin?: Partial<Origin>;
}

export function encodeHeader(header: JournalHeader): string {
  return `${JSON.stringify(header)}\n`;
}

export function encodeExchange(exchange: Exchange): string {
  const fields: unknown[] = [
    exchange.seq,
    exchange.startedAt,
    exchange.blocked,
    exchange.send,
    exchange.wait,
    exchange.receive,
    exchange.method,
    exchange.url,
    exchange.httpVersion,
    exchange.requestHeaders,
    encodeBody(exchange.requestBody),
    exchange.status,
    exchange.reason,
    exchange.responseHeaders,
    encodeBody(exchange.responseBody),
    exchange.more,
  ];
  if (exchange.knownSecrets !== undefined) fields.push(exchange.knownSecrets);
  return `${JSON.stringify(fields)}\n`;
}

/** The exchange of a line, or undefined if the line is cut or damaged. */
export function decodeExchange(line: string): Exchange | undefined {
  const fields = readJson(line);
  if (!Array.isArray(fields) || (fields.length !== 16 && fields.length !== 17)) return undefined;
  // The only writer is encodeExchange above, and a line that was cut does not parse.
  const [seq, startedAt, blocked, send, wait, receive, method, url, httpVersion, ...rest] = fields as LineFields;
  const [requestHeaders, requestBody, status, reason, responseHeaders, responseBody, more, knownSecrets] = rest;
  return {
    seq,
    startedAt,
    blocked,
    send,
    wait,
    receive,
    method,
    url,
    httpVersion,
    requestHeaders,
    requestBody: decodeBody(requestBody),
    status,
    reason,
    responseHeaders,
    responseBody: decodeBody(responseBody),
    more: more ?? undefined,
    ...onlyKnown({ knownSecrets }),
  };
}

/** The header of a first line, or undefined if the line is not one. */
export function decodeHeader(line: string): JournalHeader | undefined {
  const header = readJson(line);
  const isHeader = typeof header === "object" && header !== null && "wirewalkJournal" in header;
  return isHeader ? (header as JournalHeader) : undefined;
}

type BodyFields = [string, string, number, number, 0 | 1, (string | null)?, string?];
type Timing = [number, number, number, number, number, number];
type RequestFields = [string, string, string, string[], BodyFields | null];
type ResponseFields = [number, string, string[], BodyFields | null];
type LineFields = [...Timing, ...RequestFields, ...ResponseFields, ExchangeDetails | null, number?];

function encodeBody(body: ExchangeBody | undefined): BodyFields | null {
  if (body === undefined) return null;
  const fields: BodyFields = [body.mimeType, body.text, body.wireSize, body.decodedSize, body.base64 ? 1 : 0];
  if (body.unopened !== undefined) fields.push(body.sha256 ?? null, body.unopened);
  else if (body.sha256 !== undefined) fields.push(body.sha256);
  return fields;
}

function decodeBody(fields: BodyFields | null): ExchangeBody | undefined {
  if (fields === null) return undefined;
  const [mimeType, text, wireSize, decodedSize, base64, sha256, unopened] = fields;
  const body = { mimeType, text, wireSize, decodedSize, base64: base64 === 1, sha256: sha256 ?? undefined };
  return unopened === undefined ? body : { ...body, unopened };
}
