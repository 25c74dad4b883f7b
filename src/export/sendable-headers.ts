import type { HeaderView } from "../analyze/types.ts";

/** Whether the program that sends the request again does not set this header itself. */
export function isSendableHeader({ name }: HeaderView): boolean {
  // A name that is not a token (RFC 9110), such as HTTP/2's `:path` in files of browsers, cannot be sent.
  return /^[\w!#$%&'*+.^`|~-]+$/.test(name) && !OWN.has(name.toLowerCase());
}

/** Headers that are made for each connection, or for the encodings that the program itself can decode. */
const OWN: ReadonlySet<string> = new Set([
  "accept-encoding",
  "connection",
  "content-length",
  "expect",
  "host",
  "keep-alive",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);
