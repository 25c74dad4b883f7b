import { fromBinary } from "../../sequence/binary-text.ts";
import { rememberTexts } from "../../sequence/remember-texts.ts";
import type { SeenEntry } from "../missing.ts";
import type { WrittenBytes } from "../model/serialize.ts";
import { nameExchange } from "../names/call-name.ts";
import { readQueryString } from "../query-string.ts";
import { wireSizeOf } from "./details.ts";
import { NOT_WRITTEN, type Written, createEntryText } from "./entry-text.ts";
import { requestCookies } from "./entry.ts";
import type { ExchangeBody } from "./exchange.ts";
import { newExchange } from "./new-exchange.ts";
import { type Details, readDetails } from "./ready-details.ts";
import { EMPTY_TEXT, type ReadyHead, readHead, textsOf, writeList } from "./ready-head.ts";
import { type ResponseHead, readResponseHead } from "./response-head.ts";
import type { Span, SplitBody, SplitLine, SplitRequest } from "./split-line.ts";
import { writeEntry, writeRequestHead } from "./write-entry.ts";

/** An entry whose text in the file was made from the bytes of a line, with few values in between. */
export interface ReadyEntry extends WrittenBytes {
  /** As `digestEntry` takes it; valid as long as the entry. */
  readonly compact: Buffer;
  /** Other data that is read from a written entry. */
  readonly seen: SeenEntry;
  /** Texts in it that do not occur unchanged in the line. */
  readonly derived: readonly (readonly string[])[];
}

export function isReady(entry: object): entry is ReadyEntry {
  return "bytes" in entry;
}

export interface ReadyOptions {
  /** Gives the aliases of a text their numbers. */
  readonly number: (text: string) => string;
  readonly nextId: (method: string, url: string, name: string | undefined) => string;
}

export interface ReadyWriter {
  /**
   * Whether the entry of a line is of the usual kind: with a response, and with nothing masked in its bodies, whose sizes it then states.
   */
  readonly takes: (line: SplitLine) => boolean;
  /** The entry with its id, and with its aliases numbered in the order of their appearance. */
  readonly write: (line: SplitLine) => { readonly entry: ReadyEntry; readonly id: string };
}

/** Writes the same text as `toEntry` and `serializeTraceChunks` together, for exchanges of the usual kind. */
export function createReadyWriter({ number, nextId }: ReadyOptions): ReadyWriter {
  const readRequest = createRequestReader(number);
  const text = createEntryText();
  const seeLine = createSight();
  let details: Details | undefined;
  return {
    takes: ({ line: { bytes }, status, requestBody, responseBody, mayHaveAlias, more }) => {
      if (status < 100 || !isWhole(bytes, requestBody, true) || !isWhole(bytes, responseBody, mayHaveAlias))
        return false;
      details = readDetails(bytes.toString("latin1", more.from, more.to));
      return details !== undefined;
    },
    write: (line) => {
      const { requestBody, responseBody } = line;
      // As `mapTexts` goes through an exchange: aliases have their numbers by that order.
      const request = readRequest(line.request);
      const requestType = requestBody === undefined ? "" : number(textOf(line, requestBody.mimeType));
      const responseHead = readResponseHead(line, number);
      const isCopied = responseBody === undefined || !line.mayHaveAlias;
      const responseType = isCopied ? undefined : number(textOf(line, responseBody.mimeType));
      const id = nextId(request.method, request.url, nameOf(line, request, requestType));
      const { httpVersion } = line.request;
      const parts = { requestHead: request.written, httpVersion, requestType, responseHead, responseType, id };
      writeEntry(text, line, { ...parts, details: details ?? NO_DETAILS });
      const { derived } = responseHead.own ?? NO_HEAD;
      const entry = {
        ...text.take(),
        seen: seeLine(line, request, responseHead),
        derived: derived.length === 0 ? request.derived : [...request.derived, derived],
      };
      return { entry, id };
    },
  };
}

const NO_DETAILS: Details = { address: NOT_WRITTEN, parties: NOT_WRITTEN };

const NO_HEAD: Pick<ReadyHead, "derived"> = { derived: [] };

/** Whether there is nothing masked in it, and all of it is there. */
function isWhole(bytes: Buffer, body: SplitBody | undefined, mayHaveAlias: boolean): boolean {
  if (body === undefined || bytes[body.from + 1] === STUB) return body === undefined;
  return !mayHaveAlias || !bytes.subarray(body.from, body.to).includes(ALIAS);
}

/** The bracket that a replacement of a body begins with. */
const STUB = 0x28;

const ALIAS = Buffer.from("REDACTED-");

function textOf({ line }: SplitLine, { from, to }: Span): string {
  return line.bytes.toString("latin1", from, to);
}

/** A request that a program repeats, but for its body. */
interface ReadyRequest {
  readonly method: string;
  readonly url: string;
  readonly head: ReadyHead;
  readonly written: Written;
  readonly derived: readonly (readonly string[])[];
  /** Its texts with aliases, which count each time. */
  readonly masked: readonly string[];
  /** Of the call, if it has no body. */
  readonly name: string | undefined;
}

function createRequestReader(number: ReadyOptions["number"]): (request: SplitRequest) => ReadyRequest {
  const known = new Map<SplitRequest, ReadyRequest>();
  return (request) => {
    const before = known.get(request);
    if (before === undefined) {
      const made = readRequest(request, number);
      if (known.size >= MOST_REQUESTS) known.clear();
      known.set(request, made);
      return made;
    }
    for (const text of before.masked) number(text);
    return before;
  };
}

const MOST_REQUESTS = 200;

function readRequest(request: SplitRequest, number: ReadyOptions["number"]): ReadyRequest {
  const method = number(request.method);
  const quotedUrl = number(request.url);
  const head = readRequestHead(number(request.headers));
  const url = unquote(quotedUrl);
  const query = readQueryString(url);
  const { httpVersion } = request;
  return {
    method: unquote(method),
    url,
    head,
    written: writeRequestHead({ method, url: quotedUrl, httpVersion }, { ...head, query: writeList(query) }),
    derived: [textsOf(query), head.derived],
    masked: [request.method, request.url, request.headers].filter((text) => text.includes("REDACTED-")),
    name: nameCall(url, head, undefined),
  };
}

/** Heads are repeated with many URLs. */
const readRequestHead = rememberTexts((list) => readHead(list, requestCookies));

/** Of a text in its quotes. */
function unquote(quoted: string): string {
  const text = fromBinary(quoted);
  // The result of `JSON.stringify` for a text.
  return text.includes("\\") ? (JSON.parse(text) as string) : text.slice(1, -1);
}

function nameOf(line: SplitLine, { url, head, name }: ReadyRequest, mimeType: string): string | undefined {
  const { requestBody: body } = line;
  if (body === undefined) return name;
  return nameCall(url, head, {
    mimeType: unquote(mimeType),
    text: body.base64 ? "" : unquote(textOf(line, body)),
    base64: body.base64,
    wireSize: body.wireSize,
    decodedSize: body.decodedSize,
    sha256: undefined,
  });
}

function nameCall(url: string, head: ReadyHead, requestBody: ExchangeBody | undefined): string | undefined {
  return nameExchange(newExchange({ url, requestHeaders: head.flat(), requestBody }))?.text;
}

/** What is seen of a line: the same object as for the line before it, if it is the same. */
function createSight(): (line: SplitLine, request: ReadyRequest, head: ResponseHead) => SeenEntry {
  let last:
    | { readonly method: string; readonly reason: string; readonly length: string; readonly seen: SeenEntry }
    | undefined;
  return ({ status, responseBody }, { method }, { reason, wanted }) => {
    const length = wanted["content-length"] ?? EMPTY_TEXT;
    const bodySize = wireSizeOf(responseBody);
    const before = last?.seen.response;
    const isSame = before?.status === status && before.bodySize === bodySize && last?.method === method;
    if (isSame && last?.reason === reason && last.length === length) return last.seen;
    const headers = [{ name: "content-length", value: unquote(length) }];
    const response = { status, statusText: unquote(reason), headers, bodySize, content: {} };
    last = { method, reason, length, seen: { request: { method }, response } };
    return last.seen;
  };
}
