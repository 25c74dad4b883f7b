import { createHash } from "node:crypto";

import { decodeText } from "../../trace/bodies/charset.ts";
import { decodeContent } from "../../trace/bodies/content-encoding.ts";
import { flatHeaderText } from "../../trace/headers.ts";
import type { Exchange, ExchangeBody } from "../../trace/journal/exchange.ts";
import { type CopiedFields, readCopied } from "./copied-fields.ts";
import { cutLongHeads } from "./cut-heads.ts";
import { type SentHead, readSentHead } from "./wire-head.ts";

/** A body as its tap has it. */
export interface TappedBody {
  /** The kept beginning. */
  readonly wire: Buffer;
  /** Bytes that went over the wire. */
  readonly size: number;
  /** Hex SHA-256 of all bytes if the body was truncated. */
  readonly sha256: string | undefined;
}

/** The raw data of a finished exchange, before it is parsed. */
export interface Unread {
  /** undici's text of the head that was sent, and the fields that it does not report. */
  readonly sentHead?: SentHead | undefined;
  readonly answerHead?: CopiedFields | undefined;
  readonly request?: TappedBody | undefined;
  readonly response?: TappedBody | undefined;
}

/** Reads the heads and bodies of an exchange, in place. */
export function readExchange(exchange: Exchange, unread: Unread, limit: number): void {
  const { sentHead, answerHead, request, response } = unread;
  if (sentHead !== undefined) exchange.requestHeaders = readSentHead(sentHead);
  if (answerHead !== undefined) exchange.responseHeaders = readCopied(answerHead);
  if (request !== undefined) exchange.requestBody = toExchangeBody(request, exchange.requestHeaders, limit);
  if (response !== undefined) exchange.responseBody = toExchangeBody(response, exchange.responseHeaders, limit);
  cutLongHeads(exchange);
}

/**
 * The body for the trace: content encoding removed, charset decoded, cut to the limit. Text stays text; anything that
 * is not text becomes base64. A body that does not decode is kept as it came.
 */
function toExchangeBody(
  { wire, size, sha256: known }: TappedBody,
  headers: readonly string[],
  limit: number,
): ExchangeBody {
  const type = flatHeaderText(headers, "content-type");
  const { bytes, isCut } = decodeContent(wire, flatHeaderText(headers, "content-encoding"), limit);
  const sha256 = known ?? (isCut ? createHash("sha256").update(wire).digest("hex") : undefined);
  const text = decodeText(bytes, type, sha256 !== undefined);
  return {
    mimeType: type,
    text: text ?? bytes.toString("base64"),
    base64: text === undefined,
    wireSize: size,
    decodedSize: bytes.byteLength,
    sha256,
  };
}
