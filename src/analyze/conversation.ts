import { countOf } from "../sequence/count-of.ts";
import { isBase64Message } from "../trace/journal/message.ts";
import type { WebSocketMessage } from "../trace/model/types.ts";

/**
 * The text messages of a WebSocket, one per line: `→` from the client, `←` from the server. Pings are omitted, because
 * they depend on time, not on the call.
 */
export function writeConversation(messages: readonly WebSocketMessage[]): string {
  return messages
    .filter(isSaid)
    .map((message) => `${message.type === "send" ? "→" : "←"} ${writeMessage(message)}`)
    .join("\n");
}

/** The number of messages in each direction. A close frame counts: it has a code and a reason. */
export function countConversation(messages: readonly WebSocketMessage[]): { sent: number; received: number } {
  const said = messages.filter(isSaid);
  const sent = said.filter(({ type }) => type === "send").length;
  return { sent, received: said.length - sent };
}

function isSaid({ opcode }: WebSocketMessage): boolean {
  return opcode !== PING && opcode !== PONG;
}

/** Bytes of all messages. */
export function sizeOfConversation(messages: readonly WebSocketMessage[]): number {
  const sizes = messages.map((message) => {
    const encoding = isBase64Message(message) ? "base64" : "utf8";
    return message._size ?? Buffer.byteLength(message.data, encoding);
  });
  return sizes.reduce((total, size) => total + size, 0);
}

const CLOSE = 8;
const PING = 9;
const PONG = 10;

function writeMessage(message: WebSocketMessage): string {
  const { opcode, data, _code, _truncated, _size = 0 } = message;
  const said = isBase64Message(message) ? writeBytes(data) : indent(data);
  const cut = _truncated ? `… (${countOf(_size, "byte")} in all)` : "";
  return opcode === CLOSE ? `close ${_code ?? ""} ${said}`.trim() : `${said}${cut}`;
}

/** Lines after the first belong to the same message. */
function indent(text: string): string {
  return text.replaceAll(/\r\n|\r|\n/g, "\n  ");
}

/** Bytes shown of a message. */
const SHOWN = 32;

function writeBytes(base64: string): string {
  const bytes = Buffer.from(base64, "base64");
  const shown = bytes
    .subarray(0, SHOWN)
    .toString("hex")
    .replaceAll(/..(?=.)/g, "$& ");
  return `(${bytes.byteLength} bytes) ${shown}${bytes.byteLength > SHOWN ? " …" : ""}`.trim();
}
