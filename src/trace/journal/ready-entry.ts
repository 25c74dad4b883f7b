import { fromBinary } from "../../sequence/binary-text.ts";
import { createByteText } from "../../sequence/byte-text.ts";
import { rememberTexts } from "../../sequence/remember-texts.ts";
import type { SeenEntry } from "../missing.ts";
import type { WrittenBytes } from "../model/serialize.ts";
import { nameExchange, nameText } from "../names/call-name.ts";
import { readQueryString } from "../query-string.ts";
import { wireSizeOf } from "./details.ts";
import { requestCookies, responseCookies } from "./entry.ts";
import { newExchange } from "./new-exchange.ts";
import { readDetails } from "./ready-details.ts";
import {
  EMPTY_TEXT,
  type ReadyHead,
  type Written,
  createHeadReader,
  readHead,
  textsOf,
  writeList,
} from "./ready-head.ts";
import type { LineBytes, SplitBody, SplitLine } from "./split-line.ts";
import { type WrittenRequests, createWrittenRequests, writeEntry } from "./write-entry.ts";

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
  const readRequestHead = createHeadReader(requestCookies);
  const texts = { pretty: createByteText(), compact: createByteText() };
  return {
    takes: ({ line, status, requestBody, responseBody, more }) =>
      status >= 100 && isWhole(line, requestBody) && isWhole(line, responseBody) && readDetails(more) !== undefined,
    write: (line) => {
      // As `mapTexts` goes through an exchange: aliases have their numbers by that order.
      const method = number(line.method);
      const quotedUrl = number(line.url);
      const requestHead = readRequestHead(number(line.requestHeaders));
      const requestBody = numberBody(line.requestBody, number);
      const reason = number(line.reason);
      const responseHead = readHead(number(line.responseHeaders), responseCookies);
      const responseBody = numberBody(line.responseBody, number);
      const parts = { ...line, method, url: quotedUrl, requestBody, reason, responseBody };
      const url = readUrl(quotedUrl);
      const id = nextId(unquote(method), url.text, nameOf(parts, url, requestHead));
      const breaks = writeEntry(texts, parts, { ...url, requestHead, responseHead, id });
      const entry = {
        bytes: texts.pretty.take(),
        compact: texts.compact.take(),
        breaks,
        seen: seenOf(parts, responseHead),
        derived: [url.derived, requestHead.derived, responseHead.derived],
      };
      return { entry, id };
    },
  };
}

/** Whether there is nothing masked in it, and all of it is there. */
function isWhole({ bytes }: LineBytes, body: SplitBody | undefined): boolean {
  if (body === undefined || bytes[body.from + 1] === STUB) return body === undefined;
  return !bytes.subarray(body.from, body.to).includes(ALIAS);
}

/** The bracket that a replacement of a body begins with. */
const STUB = 0x28;

const ALIAS = Buffer.from("REDACTED-");

function numberBody(body: SplitBody | undefined, number: (text: string) => string): SplitBody | undefined {
  if (body === undefined) return body;
  const mimeType = number(body.mimeType);
  return mimeType === body.mimeType ? body : { ...body, mimeType };
}

interface ReadyUrl {
  readonly text: string;
  readonly query: Written;
  readonly derived: readonly string[];
  /** Names of the calls by their head. */
  readonly names: Map<ReadyHead, string>;
  /** See `WrittenRequests`. */
  readonly requests: WrittenRequests;
}

const readUrl = rememberTexts((quoted): ReadyUrl => {
  const text = unquote(quoted);
  const query = readQueryString(text);
  return {
    text,
    query: writeList(query),
    derived: textsOf(query),
    names: new Map(),
    requests: createWrittenRequests(),
  };
});

/** Of a text in its quotes. */
function unquote(quoted: string): string {
  const text = fromBinary(quoted);
  // The result of `JSON.stringify` for a text.
  return text.includes("\\") ? (JSON.parse(text) as string) : text.slice(1, -1);
}

function nameOf(line: SplitLine, url: ReadyUrl, head: ReadyHead): string | undefined {
  const { requestBody: body } = line;
  const known = body === undefined ? url.names.get(head) : undefined;
  if (known !== undefined) return known;
  const requestBody = body && {
    mimeType: unquote(body.mimeType),
    text: body.base64 ? "" : unquote(line.line.bytes.toString("latin1", body.from, body.to)),
    base64: body.base64,
    wireSize: body.wireSize,
    decodedSize: body.decodedSize,
    sha256: undefined,
  };
  const name = nameText(nameExchange(newExchange({ url: url.text, requestHeaders: head.flat(), requestBody })));
  if (url.names.size > 100) url.names.clear();
  if (body === undefined) url.names.set(head, name);
  return name;
}

function seenOf({ method, status, reason, responseBody }: SplitLine, head: ReadyHead): SeenEntry {
  const headers = [{ name: "content-length", value: unquote(head.wanted["content-length"] ?? EMPTY_TEXT) }];
  const bodySize = wireSizeOf(responseBody);
  return {
    request: { method: unquote(method) },
    response: { status, statusText: unquote(reason), headers, bodySize, content: {} },
  };
}
