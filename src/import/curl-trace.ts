import { findHeader } from "../trace/headers.ts";
import type { Trace } from "../trace/model/types.ts";
import { type Block, readBlocks } from "./curl-blocks.ts";
import { type LoggedExchange, toTrace } from "./to-trace.ts";

export function isCurlTrace(text: string): boolean {
  return /^(?:\d\d:\d\d:\d\d\.\d+ )?(?:== Info|=> Send|<= Recv)/m.test(text.slice(0, 2000));
}

/** Reads a file of `curl --trace-ascii`. It shows all bytes that are not printable ASCII as dots. */
export function parseCurlTrace(text: string): Trace {
  const exchanges: Draft[] = [];
  let scheme = "http";
  for (const block of readBlocks(text)) {
    const last = exchanges.at(-1);
    if (block.kind === "info") {
      if (/SSL connection using/.test(block.text)) scheme = "https";
      if (/^\s*(?:Trying |Hostname )/.test(block.text)) scheme = "http";
    } else if (block.kind === "sendHeader") {
      exchanges.push({ scheme, request: block.text, requestBody: "", response: "", responseBody: "" });
    } else if (last !== undefined) {
      addTo(last, block);
    }
  }
  return toTrace(
    exchanges.filter(({ request }) => !request.startsWith("CONNECT ")).map(toExchange),
    "From curl --trace-ascii, which shows bytes other than printable ASCII as dots and knows no times.",
  );
}

interface Draft {
  readonly scheme: string;
  readonly request: string;
  requestBody: string;
  /** Heads of the 1xx answers too; the last one counts. */
  response: string;
  responseBody: string;
}

function addTo(draft: Draft, { kind, text }: Block): void {
  if (kind === "sendData") draft.requestBody += text;
  if (kind === "receiveData") draft.responseBody += text;
  if (kind === "receiveHeader") draft.response = text.startsWith("HTTP/") ? text : draft.response + text;
}

function toExchange({ scheme, request, requestBody, response, responseBody }: Draft): LoggedExchange {
  const [method = "", target = ""] = request.split(" ", 2);
  const requestHeaders = readHeaders(request);
  const responseHeaders = readHeaders(response);
  const [, status = "0", reason = ""] = /^HTTP\/\S+ (\d{3})(?: ([^\r\n]*))?/.exec(response) ?? [];
  const isChunked = /chunked/i.test(findHeader(responseHeaders, "transfer-encoding") ?? "");
  return {
    method,
    url: target.startsWith("/") ? `${scheme}://${findHeader(requestHeaders, "host") ?? ""}${target}` : target,
    requestHeaders,
    requestBody,
    status: Number(status),
    reason,
    responseHeaders,
    responseBody: isChunked ? joinChunks(responseBody) : responseBody,
  };
}

function readHeaders(head: string): { name: string; value: string }[] {
  const lines = head.split(/\r?\n/).slice(1);
  return lines.flatMap((line) => {
    const [, name, value = ""] = /^([^\s:]+):[ \t]*(.*)$/.exec(line) ?? [];
    return name === undefined ? [] : [{ name, value }];
  });
}

/** curl traces the frames of chunks with the data; versions that do not leave the body as it is. */
function joinChunks(body: string): string {
  let joined = "";
  for (let rest = body; rest !== "";) {
    const [frame, size] = /^([0-9a-f]+)(?:;[^\r\n]*)?\r\n/i.exec(rest) ?? [];
    if (frame === undefined || size === undefined) return body;
    const end = frame.length + Number.parseInt(size, 16);
    joined += rest.slice(frame.length, end);
    rest = Number.parseInt(size, 16) === 0 ? "" : rest.slice(end).replace(/^\r\n/, "");
  }
  return joined;
}
