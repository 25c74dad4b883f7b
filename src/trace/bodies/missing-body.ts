import { headerText } from "../headers.ts";
import type { Entry, Header, Request, Response } from "../model/types.ts";
import { hasText } from "./held-body.ts";

/** A body that existed but is not in the trace. */
export interface MissingBody {
  /** Bytes; undefined if unknown. */
  readonly size: number | undefined;
  /** `48,213 bytes, not in the trace` */
  readonly text: string;
}

/** Undefined for a request whose body is here, or that had none. */
export function findMissingRequestBody({ request, _error, _spans }: Entry): MissingBody | undefined {
  const { postData, bodySize, headers } = request;
  if (hasText(postData)) return undefined;
  if (_spans !== undefined && bodySize < 0) return IN_NO_SPAN;
  return findMissing([postData?._size, bodySize, lengthOf(headers)], postData, _error !== undefined);
}

/** Undefined for a response whose body is present, or that has none. */
export function findMissingResponseBody({ request, response, _error, _spans }: Entry): MissingBody | undefined {
  const { content, bodySize, headers } = response;
  if (_spans !== undefined && !hasText(content) && content.size < 0) return IN_NO_SPAN;
  if (hasText(content) || !hasContent(request, response)) return undefined;
  const sizes = [content._size, content.size, bodySize, lengthOf(headers)];
  // Browsers write -1 for an unknown size.
  const isUnknown = content.size < 0 && _error === undefined && !sizes.some((size) => size !== undefined && size >= 0);
  return isUnknown
    ? { size: undefined, text: describe(undefined, content) }
    : findMissing(sizes, content, _error !== undefined);
}

/** Spans do not even show whether there was one. */
const IN_NO_SPAN: MissingBody = { size: undefined, text: "not in the spans" };

/** @param isBroken whether the body may not have come at all, however long it was to be */
function findMissing(
  sizes: readonly (number | undefined)[],
  body: { readonly _truncated?: true } | undefined,
  isBroken: boolean,
): MissingBody | undefined {
  const size = sizes.find((one) => one !== undefined && one > 0);
  if (body?._truncated !== true && (size === undefined || isBroken)) return undefined;
  return { size, text: describe(size, body) };
}

function describe(size: number | undefined, body: object | undefined): string {
  const length = size === undefined ? "" : `${size.toLocaleString("en-US")} ${size === 1 ? "byte" : "bytes"}, `;
  const file = body !== undefined && "_file" in body && typeof body._file === "string" ? body._file : "";
  return `${length}not in the trace${file === "" ? "" : `, but in the file ${JSON.stringify(file)}`}`;
}

/** Whether a response has a body at all: Content-Length of the others is that of the response to a GET (RFC 9110, section 8.6). */
function hasContent({ method }: Request, { status }: Response): boolean {
  return method.toUpperCase() !== "HEAD" && status >= 200 && status !== 204 && status !== 304;
}

function lengthOf(headers: readonly Header[]): number | undefined {
  const value = headerText(headers, "content-length");
  return /^\d{1,15}$/.test(value) ? Number(value) : undefined;
}
