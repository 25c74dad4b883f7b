import { matchParts } from "../../sequence/match-parts.ts";
import { textBefore } from "../../sequence/text-before.ts";
import { flatHeaderText } from "../../trace/headers.ts";
import type { RequestHead } from "../../wire/message.ts";

/**
 * Whether what follows a request that has no response yet may become another one, which then has to wait, or is content of it that its head
 * does not announce: that is passed on at once, as it would be without a proxy.
 *
 * @param beginning the first bytes of what may be a head, without empty lines
 */
export function mayBeRequest(beginning: string, before: RequestHead): boolean {
  const [, method = "", space = "", target = ""] = matchParts(/^([^ \t\r\n]*)([ \t]*)([^ \t\r\n]*)/, beginning);
  if (!/^[-!#$%&'*+.^_`|~\dA-Za-z]*$/.test(method)) return false;
  const isProxyForm =
    target !== "" && isBeginningOf(target, /^(?:https?|wss?):\/\//i, ["https://", "http://", "wss://", "ws://"]);
  if (isLast(before)) return isProxyForm;
  // Only a client without content to send would send another request now (RFC 9112, section 9.3.2).
  if (space === "") return !announcesNoContent(before) && /^[A-Z-]*$/.test(method);
  return target === "" || method === "CONNECT" || isProxyForm || /^[/*]/.test(target);
}

function isBeginningOf(text: string, pattern: RegExp, wholes: readonly string[]): boolean {
  return pattern.test(text) || wholes.some((whole) => whole.startsWith(text.toLowerCase()));
}

/** After such a request a server takes no other (RFC 9112, section 9.3). */
function isLast({ version, fields }: RequestHead): boolean {
  const options = `${flatHeaderText(fields, "connection")},${flatHeaderText(fields, "proxy-connection")}`;
  if (/(?:^|,)\s*close\s*(?:,|$)/i.test(options)) return true;
  return /^HTTP\/(?:0|1(?:\.0)?$)/i.test(version) && !/(?:^|,)\s*keep-alive\s*(?:,|$)/i.test(options);
}

/** A request with a method that usually has content, but without a head that announces any (RFC 9110, section 8.6). */
export function announcesNoContent({ method, fields }: RequestHead): boolean {
  if (!/^(?:POST|PUT|PATCH)$/i.test(method)) return false;
  return !fields.some((field, index) => index % 2 === 0 && /^(?:content-length|transfer-encoding)$/i.test(field));
}

/** After an offer of another protocol: the next request, maybe after empty lines (RFC 9112, section 2.2), or the first bytes of that protocol. */
export function looksLikeRequest(chunk: Buffer, at: number): boolean {
  const text = chunk.toString("latin1", at, at + 80).replace(/^[\r\n]{1,8}/, "");
  return /^[A-Z]{1,32}(?: |$)/.test(textBefore(text.slice(0, 33), "\r")) || REQUEST_LINE.test(text);
}

/** Of any method (RFC 9110, section 9.1). */
const REQUEST_LINE = /^[-!#$%&'*+.^_`|~\da-z]{1,64}[ \t]+(?:\/|\*[ \t]|(?:https?|wss?):\/\/)/i;
