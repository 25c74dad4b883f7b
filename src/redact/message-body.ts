import type { ExchangeBody, ExchangeMessage } from "../trace/journal/exchange.ts";

/** A message as a body; WebSocket messages have no media type. */
export function bodyOfMessage({ text, base64, cutFrom }: ExchangeMessage): ExchangeBody {
  const size = cutFrom ?? Buffer.byteLength(text, base64 ? "base64" : "utf8");
  const sha256 = cutFrom === undefined ? undefined : "";
  return { mimeType: "", text, base64, wireSize: size, decodedSize: size, sha256 };
}
