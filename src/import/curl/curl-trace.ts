import { UserError } from "../../errors.ts";
import { matchParts } from "../../sequence/match-parts.ts";
import { decodeContent } from "../../trace/bodies/content-encoding.ts";
import { findHeader, headerText } from "../../trace/headers.ts";
import type { Header, Trace } from "../../trace/model/types.ts";
import { type LoggedExchange, toTrace } from "../to-trace.ts";
import { type Block, readBlocks } from "./curl-blocks.ts";
import { readVerboseBlocks } from "./verbose-blocks.ts";

export function isCurlTrace(text: string): boolean {
  return /^(?:\d\d:\d\d:\d\d\.\d+ )?(?:\[[\dnx]+-[\dnx]+\] )?(?:== Info|=> Send|<= Recv)/m.test(text.slice(0, 2000));
}

/** What people paste: the lines that `curl -v` prints for a request. */
export function isCurlVerbose(text: string): boolean {
  return /^> [A-Z]+ \S+ HTTP\/[\d.]+\r?$/m.test(text);
}

/**
 * Reads a file of `curl --trace`, or of `--trace-ascii`, which shows all bytes that are not printable ASCII as dots.
 *
 * @throws UserError for parallel transfers (`-Z`), whose bytes cannot be separated
 */
export function parseCurlTrace(text: string, file: string): Trace {
  const isHex = /^[0-9a-f]{4}: (?:[0-9a-f]{2} ){16}\S/m.test(text);
  const comment = isHex
    ? "From curl --trace."
    : "From curl --trace-ascii, which shows bytes other than printable ASCII as dots.";
  return toCurlTrace(readBlocks(text), { file, comment });
}

/** Reads what `curl -v` printed, as far as it goes. */
export function parseCurlVerbose(text: string, file: string): Trace {
  const comment =
    "From curl -v, which omits the request bodies; of the response bodies, it has what curl printed, or their length.";
  return toCurlTrace(readVerboseBlocks(text), { file, comment });
}

function toCurlTrace(
  blocks: Iterable<Block>,
  { file, comment }: { readonly file: string; readonly comment: string },
): Trace {
  const exchanges: Draft[] = [];
  const lastOf = new Map<string, Draft>();
  const schemeOf = new Map<string, string>();
  for (const block of blocks) {
    const { kind, text, transfer } = block;
    const last = lastOf.get(transfer);
    if (kind === "info") {
      if (/SSL connection using/.test(text)) schemeOf.set(transfer, "https");
      if (/^\s*(?:Trying |Hostname )/.test(text)) schemeOf.set(transfer, "http");
      if (last !== undefined && FAILURE.test(text) && !isWhole(last)) last.failure ??= text.trim();
    } else if (kind === "sendHeader") {
      const draft = newDraft(text, schemeOf.get(transfer) ?? "http");
      lastOf.set(transfer, draft);
      exchanges.push(draft);
    } else if (last !== undefined) {
      if (isOfAnother(last, block)) throw atOnce(file);
      addTo(last, block);
    }
  }
  refuseMixed(exchanges, file);
  return toTrace(exchanges.filter(({ request }) => !request.startsWith("CONNECT ")).map(toExchange), comment);
}

interface Draft {
  readonly scheme: string;
  readonly request: string;
  requestBody: string;
  /** Heads of the 1xx responses too; the last one counts. */
  response: string;
  responseBody: string;
  hiddenSent: number;
  hiddenReceived: number;
  failure: string | undefined;
}

function newDraft(request: string, scheme: string): Draft {
  const nothing = { requestBody: "", response: "", responseBody: "", hiddenSent: 0, hiddenReceived: 0 };
  return { scheme, request, ...nothing, failure: undefined };
}

const FAILURE =
  /transfer closed|empty reply from server|(?:recv|send) failure|timed out|connection reset|was not closed cleanly|failed sending|SSL_ERROR|end of response with/i;

function addTo(draft: Draft, { kind, text, hidden = 0 }: Block): void {
  if (kind === "sendData") {
    draft.requestBody += text;
    draft.hiddenSent += hidden;
  }
  if (kind === "receiveData") {
    draft.responseBody += text;
    draft.hiddenReceived += hidden;
  }
  if (kind === "receiveHeader") draft.response = text.startsWith("HTTP/") ? text : draft.response + text;
}

/** One transfer gets one final response, and no body before it. */
function isOfAnother({ response }: Draft, { kind, text }: Block): boolean {
  if (kind === "receiveData") return response === "";
  return kind === "receiveHeader" && text.startsWith("HTTP/") && /^HTTP\/\S+ [2-9]/.test(response);
}

/** Bodies that went to the wrong transfer: one is too long, and one before it too short. */
function refuseMixed(exchanges: readonly Draft[], file: string): void {
  const isShort = exchanges.some(
    (one) => (lengthOf(one) ?? 0) > sizeOf(one) && one.failure === undefined && one !== exchanges.at(-1),
  );
  const isLong = exchanges.some((one) => sizeOf(one) > (lengthOf(one) ?? Infinity));
  if (isShort && isLong) throw atOnce(file);
}

function atOnce(file: string): UserError {
  return new UserError(
    `"${file}" records several parallel transfers (curl -Z), and nothing in it assigns responses to requests.`,
    {
      hint: "Trace them with --trace-ids (curl 8.2 or newer), or without -Z.",
    },
  );
}

function isWhole(draft: Draft): boolean {
  const length = lengthOf(draft);
  return draft.response !== "" && length !== undefined && sizeOf(draft) >= length;
}

function sizeOf({ responseBody, hiddenReceived }: Draft): number {
  return Math.max(responseBody.length, hiddenReceived);
}

function lengthOf({ request, response }: Draft): number | undefined {
  const length = findHeader(readHeaders(response), "content-length");
  return length === undefined || request.startsWith("HEAD ") || /^HTTP\/\S+ (?:1|204|304)/.test(response)
    ? undefined
    : Number(length);
}

function toExchange(draft: Draft): LoggedExchange {
  const { scheme, request, requestBody, response, responseBody, hiddenSent, hiddenReceived, failure } = draft;
  const [method = "", target = ""] = request.split(" ", 2);
  const requestHeaders = readHeaders(request);
  const responseHeaders = readHeaders(response);
  const [, status = "0", reason = ""] = matchParts(/^HTTP\/\S+ (\d{3})(?: ([^\r\n]*))?/, response);
  return {
    method,
    url: target.startsWith("/") ? `${scheme}://${headerText(requestHeaders, "host")}${target}` : target,
    requestHeaders,
    requestBody: toBody(requestBody, requestHeaders),
    isRequestBodyMissing: hiddenSent > 0,
    status: Number(status),
    reason,
    responseHeaders,
    responseBody: toBody(responseBody, responseHeaders),
    responseSize: hiddenReceived,
    failure,
  };
}

function readHeaders(head: string): readonly Header[] {
  const lines = head.split(/\r?\n/).slice(1);
  return lines.flatMap((line) => {
    const [, name, value = ""] = matchParts(/^([^\s:]+):[ \t]*(.*)$/, line);
    return name === undefined ? [] : [{ name, value }];
  });
}

/** The received data without chunk framing, decompressed, as far as the format shows the bytes. */
function toBody(body: string, headers: readonly Header[]): Buffer {
  const isChunked = /chunked/i.test(headerText(headers, "transfer-encoding"));
  const bytes = Buffer.from(isChunked ? joinChunks(body) : body, "latin1");
  return decodeContent(bytes, headerText(headers, "content-encoding"), LONGEST).bytes;
}

/** A few bytes can unpack to gigabytes. */
const LONGEST = 2 ** 26;

/** curl traces the frames of chunks with the data; versions that do not leave the body as it is. */
function joinChunks(body: string): string {
  let joined = "";
  for (let rest = body; rest !== "";) {
    const [frame, size] = matchParts(/^([0-9a-f]+)(?:;[^\r\n]*)?\r\n/i, rest);
    if (frame === undefined || size === undefined) return body;
    const end = frame.length + Number.parseInt(size, 16);
    joined += rest.slice(frame.length, end);
    rest = Number.parseInt(size, 16) === 0 ? "" : rest.slice(end).replace(/^\r\n/, "");
  }
  return joined;
}
