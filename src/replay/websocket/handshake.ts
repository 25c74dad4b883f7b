import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";

import { trimmed } from "../../sequence/trimmed.ts";
import { fieldsOf } from "../../trace/flat-fields.ts";
import { receivedText } from "../../trace/headers.ts";
import type { Entry } from "../../trace/model/types.ts";
import { toAnswerHead } from "../answer.ts";

/** Whether the messages after this exchange are in the trace, or there were none. */
export function isConversation({ response, _upgrade, _webSocketMessages }: Entry): boolean {
  if (response.status !== 101) return false;
  if (_webSocketMessages !== undefined) return true;
  return (
    _upgrade?.protocol.toLowerCase() === "websocket" &&
    (_upgrade.sent.frames ?? 0) + (_upgrade.received.frames ?? 0) === 0
  );
}

/** Whether a request is for a WebSocket (RFC 6455, section 4.2.1). */
export function asksForWebSocket({ method, headers }: IncomingMessage): boolean {
  const isAsked = /^websocket$/i.test(trimmed(headers.upgrade));
  return method === "GET" && isAsked && headers["sec-websocket-key"] !== undefined;
}

/** The recorded 101 as this client has to get it: its own key is accepted, and no extension is agreed upon. */
export function writeHandshake(
  { response }: Entry,
  { headers }: IncomingMessage,
  rewrite: (text: string) => string,
): string {
  const offered = headers["sec-websocket-protocol"]?.split(",").map((name) => name.trim()) ?? [];
  const kept = response.headers.filter(({ name, value }) => {
    if (/^sec-websocket-protocol$/i.test(name)) return offered.includes(value);
    return !/^(?:sec-websocket-(?:accept|extensions)|content-length)$/i.test(name);
  });
  const { reason, headers: fields } = toAnswerHead({ ...response, headers: kept }, rewrite);
  const accept = createHash("sha1")
    .update(`${receivedText(headers, "sec-websocket-key")}${GUID}`)
    .digest("base64");
  const own = ["Upgrade", "websocket", "Connection", "Upgrade", "Sec-WebSocket-Accept", accept];
  const lines = [...fieldsOf([...own, ...fields])].map(([name, value]) => `${name}: ${value}`);
  return [`HTTP/1.1 101 ${reason}`, ...lines, "", ""].join("\r\n");
}

/** RFC 6455, section 1.3. */
const GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
