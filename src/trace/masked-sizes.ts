import { onlyIf } from "../json/only-if.ts";
import { onlyKnown } from "../json/only-known.ts";
import { findHeader } from "./headers.ts";
import type { Content, CutBody, Entry, Header, PostData, Request, Response, ResponseChunk } from "./model/types.ts";

/** Which bodies of an exchange had something masked. */
export interface MaskedBodies {
  readonly request: boolean;
  readonly response: boolean;
}

/**
 * Makes an entry state the sizes of its masked bodies instead of those on the wire, which would reveal the length of a secret, and no
 * digest, with which a short one could be guessed. What is changed is marked `_masked`.
 */
export function withMaskedSizes(entry: Entry, { request, response }: MaskedBodies): Entry {
  if (!request && !response) return entry;
  return {
    ...entry,
    request: request ? maskRequest(entry.request) : entry.request,
    response: response ? maskResponse(entry.response) : entry.response,
  };
}

function maskRequest(request: Request): Request {
  const { postData, _chunks: chunks } = request;
  if (postData === undefined) return request;
  const size = sizeOf(postData);
  const whole = wholeSize(postData, size, request.bodySize);
  const { _sha256: _digest, ...kept } = postData;
  const masked: PostData = { ...kept, ...onlyIf(postData._truncated === true, { _size: whole }), _masked: true };
  return {
    ...request,
    headers: maskHeaders(request.headers, whole),
    postData: masked,
    bodySize: findHeader(request.headers, "content-encoding") !== undefined ? -1 : whole,
    ...onlyKnown({ _chunks: chunks && shareOut(chunks, whole) }),
  };
}

function maskResponse(response: Response): Response {
  const { content, _chunks: chunks } = response;
  const size = sizeOf(content);
  const whole = wholeSize(content, size, content.size);
  const { _sha256: _digest, compression: _compression, ...kept } = content;
  const masked: Content = { ...kept, size, ...onlyIf(content._truncated === true, { _size: whole }), _masked: true };
  return {
    ...response,
    headers: maskHeaders(response.headers, whole),
    content: masked,
    bodySize: findHeader(response.headers, "content-encoding") !== undefined ? -1 : whole,
    ...onlyKnown({ _chunks: chunks && shareOut(chunks, whole) }),
  };
}

function sizeOf({ text = "" }: { readonly text?: string }): number {
  return Buffer.byteLength(text);
}

/** For a truncated body, the omitted part is added; its size as sent is all that is known. */
function wholeSize({ _truncated, _size = 0 }: CutBody, size: number, keptBefore: number): number {
  return _truncated ? Math.max(size, _size - keptBefore + size) : size;
}

/** A digest of the whole: with all else known, a program can try what fits. */
const DIGESTS: ReadonlySet<string> = new Set([
  "content-md5",
  "digest",
  "content-digest",
  "repr-digest",
  "x-amz-content-sha256",
]);

function maskHeaders(headers: readonly Header[], size: number): Header[] {
  return headers.map((header) => {
    const name = header.name.toLowerCase();
    if (name === "content-length") return Object.assign({}, header, { value: String(size) });
    return DIGESTS.has(name) ? Object.assign({}, header, { value: "REDACTED" }) : header;
  });
}

/** Pieces of a stream, each as long as the others; an end has no bytes. */
function shareOut(chunks: readonly ResponseChunk[], size: number): ResponseChunk[] {
  const last = chunks.findLastIndex((chunk) => chunk.size > 0);
  const count = chunks.filter((chunk) => chunk.size > 0).length;
  const share = Math.floor(size / count);
  return chunks.map(({ time, size: before }, index) => ({
    time,
    size: before === 0 ? 0 : index === last ? size - share * (count - 1) : share,
  }));
}
