import { readBinaryDocument } from "../../trace/bodies/binary-document.ts";
import { decodeBrotli, decodeBytes, unpackBytes } from "../../trace/bodies/decode-bytes.ts";
import { isTextual } from "../../trace/bodies/read-stated.ts";
import type { ExchangeBody } from "../../trace/journal/exchange.ts";

/**
 * Masks binary bytes in place. If they are text in another encoding, such as a body still compressed that its media type calls JSON, that
 * text is shown. From other bytes, such as an image in a form next to a password, secrets are learned, so that a body that contains them is
 * replaced as a whole.
 */
export function maskBytes(body: ExchangeBody, mask: (text: string) => string): void {
  const bytes = Buffer.from(body.text, "base64");
  const decoded = decodeBytes(bytes);
  const text = decoded?.text ?? decodeBrotli(bytes);
  if (text === undefined) return maskDocument(body, bytes, mask);
  const masked = mask(text);
  const isFile = !isTextual(body.mimeType) && (decoded === undefined || decoded.isPacked);
  // A file that is sent stays as it is, unless there is a secret in it.
  if (masked === text && (isFile || decoded?.isPacked !== true)) return;
  body.text = isFile ? formatHeld(masked) : masked;
  body.base64 = false;
}

/** An alias has another length, so a document that contains a secret is replaced as a whole. */
function maskDocument(body: ExchangeBody, bytes: Buffer, mask: (text: string) => string): void {
  mask(bytes.toString("latin1"));
  const { json = "" } = readBinaryDocument(unpackBytes(bytes), body.mimeType) ?? {};
  const masked = mask(json);
  if (masked === json) return;
  body.text = formatHeld(masked);
  body.base64 = false;
}

/** What replaces bytes that contain a secret: an alias would break an image or an archive. */
export function formatHeld(masked: string): string {
  return `(bytes that hold ${/REDACTED-[a-z]+-(?:~|[a-z]{0,3})\d+/.exec(masked)?.[0] ?? "a secret"})`;
}

/** The text of bytes in base64 that a sweep can look into; what they hold and base64 itself, in which it looks too, for others. */
export function readSwept(base64: string, mimeType: string): string {
  const bytes = Buffer.from(base64, "base64");
  return decodeBytes(bytes)?.text ?? decodeBrotli(bytes) ?? readHeld(bytes, mimeType) + base64;
}

/** Short values are found only in their plain form. */
function readHeld(bytes: Buffer, mimeType: string): string {
  if (bytes.byteLength > LONGEST_READ) return "";
  return `${bytes.toString("latin1")}\n${readBinaryDocument(unpackBytes(bytes), mimeType)?.json ?? ""}\n`;
}

/** Bytes. Of longer ones, base64 alone is searched. */
const LONGEST_READ = 1 << 20;
