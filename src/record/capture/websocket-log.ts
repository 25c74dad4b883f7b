import { isUtf8 } from "node:buffer";

import type { ExchangeMessage } from "../../trace/journal/exchange.ts";
import { OPCODE, type WebSocketMessage, createWebSocketReader } from "../../wire/websocket.ts";

/** The messages of a WebSocket in both directions, up to the limits. */
export interface WebSocketLog {
  readonly addSent: (bytes: Uint8Array) => void;
  readonly addReceived: (bytes: Uint8Array) => void;
  /** Frames whose head has passed, control frames too. */
  readonly frames: { readonly sent: number; readonly received: number };
  /** The connection has ended: returns all messages, including the beginning of an interrupted one. */
  readonly finish: () => ExchangeMessage[];
  /** What could not be read, in words. */
  readonly remarks: readonly string[];
}

export interface WebSocketLogOptions {
  /** Value of Sec-WebSocket-Extensions in the response. */
  readonly extensions: string;
  /** Bytes kept of a message. */
  readonly limit: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export function createWebSocketLog({ extensions, limit, now }: WebSocketLogOptions): WebSocketLog {
  const messages: ExchangeMessage[] = [];
  const remarks: string[] = [];
  let room = limit * KEPT_IN_ALL;
  const listen = (type: ExchangeMessage["type"]) =>
    createWebSocketReader(
      {
        message: (message) => {
          if (messages.length >= MOST_MESSAGES) return;
          const kept = keepWithin(message, room);
          room -= kept.data.byteLength;
          messages.push(toExchangeMessage(kept, type, now()));
        },
        // Its bytes are still counted.
        remark: (text) => void remarks.push(`of what was ${type === "send" ? "sent" : "received"}: ${text}`),
      },
      { limit, isDeflated: /\bpermessage-deflate\b/i.test(extensions) },
    );
  const sent = listen("send");
  const received = listen("receive");
  return {
    addSent: sent.push,
    addReceived: received.push,
    get frames() {
      return { sent: sent.frames, received: received.frames };
    },
    finish: () => {
      sent.finish();
      received.finish();
      return messages;
    },
    remarks,
  };
}

/** This number of messages is enough to understand the purpose of a connection. */
const MOST_MESSAGES = 10_000;

/** So many times the limit of one message is kept of a connection, because all of it is in memory until it ends. */
const KEPT_IN_ALL = 16;

function keepWithin(message: WebSocketMessage, room: number): WebSocketMessage {
  if (message.data.byteLength <= room) return message;
  return { ...message, data: message.data.subarray(0, Math.max(0, room)), cut: message.cut ?? "long" };
}

function toExchangeMessage(
  { opcode, data, size, cut }: WebSocketMessage,
  type: ExchangeMessage["type"],
  at: number,
): ExchangeMessage {
  const hasCode = opcode === OPCODE.close && data.byteLength >= 2;
  const said = hasCode ? data.subarray(2) : data;
  const text = readText(said, cut !== undefined || opcode === OPCODE.text);
  return {
    type,
    at,
    opcode,
    text: text ?? said.toString("base64"),
    base64: text === undefined,
    code: hasCode ? data.readUInt16BE(0) : undefined,
    cutFrom: cut === undefined ? undefined : size,
  };
}

/** Text, where the bytes are one: many send JSON as bytes. The last letter of what was cut may be half of one. */
function readText(bytes: Buffer, mayEndInside: boolean): string | undefined {
  if (isUtf8(bytes) && !bytes.includes(0)) return bytes.toString();
  if (!mayEndInside) return undefined;
  const text = bytes.toString();
  const whole = text.replace(/\uFFFD{1,3}$/, "");
  return whole.includes("\uFFFD") || whole.includes("\0") ? undefined : whole;
}
