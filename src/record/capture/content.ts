import { createHash } from "node:crypto";

import { decodeText } from "../../trace/bodies/charset.ts";
import { decodeContent } from "../../trace/bodies/content-encoding.ts";
import { flatHeaderText } from "../../trace/headers.ts";
import type { ExchangeBody } from "../../trace/journal/exchange.ts";
import type { BodyTap } from "./body-tap.ts";

/**
 * The body for the trace: content encoding removed, charset decoded, cut to the limit. Text stays text; anything that
 * is not text becomes base64. A body that does not decode is kept as it came.
 */
export function toExchangeBody(tap: BodyTap, headers: readonly string[], limit: number): ExchangeBody {
  const type = flatHeaderText(headers, "content-type");
  const wire = tap.bytes();
  const { bytes, isCut } = decodeContent(wire, flatHeaderText(headers, "content-encoding"), limit);
  const sha256 = tap.sha256() ?? (isCut ? createHash("sha256").update(wire).digest("hex") : undefined);
  const text = decodeText(bytes, type, sha256 !== undefined);
  return {
    mimeType: type,
    text: text ?? bytes.toString("base64"),
    base64: text === undefined,
    wireSize: tap.size,
    decodedSize: bytes.byteLength,
    sha256,
  };
}
