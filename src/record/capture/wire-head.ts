import { flatHeaderText } from "../../trace/headers.ts";
import { decodeBytes } from "../../wire/fields.ts";

/** Message of the diagnostics channel `undici:client:sendHeaders`. */
export interface SendHeadersMessage {
  readonly request: SentRequest;
  /** Request line (HTTP/1.1 only) and header lines; without the framing headers of HTTP/1.1. */
  readonly headers: string;
  readonly socket: {
    readonly remoteAddress?: string;
    readonly remotePort?: number;
    readonly localPort?: number;
    readonly alpnProtocol?: unknown;
  };
}

/** The properties of undici's request object that the recorder reads. */
export interface SentRequest {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  readonly contentLength?: number | null;
}

export interface WireHead {
  /** `HTTP/1.1`, `HTTP/2` */
  readonly httpVersion: string;
  /** Flat list name, value, … in wire order and wire case. */
  readonly headers: string[];
}

/** A head that undici has sent, as undici reports it: to be read later. */
export interface SentHead {
  readonly text: string;
  readonly isHttp2: boolean;
  /** Flat list of the fields that undici writes after it. */
  readonly framing: readonly string[];
}

export function toSentHead({ request, headers: text, socket }: SendHeadersMessage): SentHead {
  const isHttp2 = socket.alpnProtocol === "h2" || text.startsWith(":");
  return { text, isHttp2, framing: isHttp2 ? [] : framingOf(request) };
}

/** The fields of a request head as it went over the wire. */
export function readSentHead({ text, isHttp2, framing }: SentHead): string[] {
  const headers = readFieldLines(text, isHttp2 ? 0 : text.indexOf("\r\n") + 2);
  headers.push(...framing);
  return headers;
}

/** Header lines from some place on, up to the empty line or the end: a flat list name, value, … */
export function readFieldLines(text: string, from: number): string[] {
  const headers: string[] = [];
  let start = from;
  while (start < text.length) {
    const end = text.indexOf("\r\n", start);
    if (end <= start) break;
    const colon = text.indexOf(":", start + 1);
    headers.push(text.slice(start, colon), decodeBytes(text.slice(colon + 2, end)));
    start = end + 2;
  }
  return headers;
}

/** Methods for which undici sends `content-length: 0` if there is no body (its lib/dispatcher/client-h1.js). */
const EXPECTING_BODY = new Set(["PUT", "POST", "PATCH", "QUERY", "PROPFIND", "PROPPATCH"]);

/** undici writes content-length or transfer-encoding after it has published the head. */
function framingOf({ method, body, contentLength }: SentRequest): readonly string[] {
  // Its length shows only when it has been sent: `addFormLength`.
  if (isFormData(body)) return NONE;
  const length = lengthOf(body) ?? contentLength;
  if (length === 0) return EXPECTING_BODY.has(method) ? ["content-length", "0"] : NONE;
  return typeof length === "number" ? ["content-length", String(length)] : ["transfer-encoding", "chunked"];
}

const NONE: readonly string[] = [];

/** undici sends a form with its length, which is the number of bytes that it sent. */
export function addFormLength(head: SentHead | undefined, body: unknown, size: number): SentHead | undefined {
  if (head === undefined || !isFormData(body)) return head;
  const hasLength = flatHeaderText(readSentHead(head), "content-length") !== "";
  return hasLength ? head : { ...head, framing: [...head.framing, "content-length", String(size)] };
}

function isFormData(body: unknown): boolean {
  return (
    typeof body === "object" && body !== null && Symbol.toStringTag in body && body[Symbol.toStringTag] === "FormData"
  );
}

/** Bytes of a body whose length shows before it is sent; undefined if only the sender may know it. */
function lengthOf(body: unknown): number | undefined {
  if (body === null || body === undefined) return 0;
  if (body instanceof Uint8Array) return body.byteLength;
  if (body instanceof Blob) return body.size;
  return bufferedLength(body);
}

/** A stream that has ended before it is sent, such as `Readable.from([])`, is sent with its length. */
function bufferedLength(body: unknown): number | undefined {
  if (typeof body !== "object" || body === null || !("_readableState" in body)) return undefined;
  // Node's own field; undici reads the same three (its lib/core/util.js, bodyLength).
  const state = body._readableState as { objectMode?: boolean; ended?: boolean; length?: number };
  return state.objectMode === false && state.ended === true ? state.length : undefined;
}

/** Response headers or trailers as undici hands them over: `Buffer[]` on HTTP/1.1, an object on HTTP/2. */
export function readRawHeaders(raw: unknown): string[] {
  if (Array.isArray(raw)) return readFields(raw);
  if (typeof raw !== "object" || raw === null) return [];
  return Object.entries(raw).flatMap(([name, value]: [string, unknown]) =>
    Array.isArray(value) ? value.flatMap((one) => [name, String(one)]) : [name, String(value)],
  );
}

/** A plain loop: this runs for every header of every response. */
function readFields(raw: readonly unknown[]): string[] {
  const fields: string[] = [];
  for (const field of raw) fields.push(Buffer.isBuffer(field) ? decodeBytes(field.toString("latin1")) : String(field));
  return fields;
}
