import type { HeaderView } from "../analyze/types.ts";

/** Whether a recorded header says something that the program which sends the request again does not say itself. */
export function isSendableHeader({ name }: HeaderView): boolean {
  // A name that is no token (RFC 9110), such as HTTP/2's `:path` in files of browsers, cannot be sent.
  return /^[\w!#$%&'*+.^`|~-]+$/.test(name) && !OWN.has(name.toLowerCase());
}

/** Made again for each connection, or for what the program itself can decode. */
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
