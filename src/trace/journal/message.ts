import { isUtf8 } from "node:buffer";

import { onlyIf } from "../../json/only-if.ts";
import type { WebSocketMessage } from "../model/types.ts";
import type { ExchangeMessage } from "./exchange.ts";

/** Opcode of a message of bytes (RFC 6455, section 5.2). */
const BINARY = 2;

/** Chrome writes binary messages as base64 and all others as text; `_encoding` marks exceptions. */
export function toMessage({ type, at, opcode, text, base64, code, cutFrom }: ExchangeMessage): WebSocketMessage {
  const isUsual = base64 === (opcode === BINARY);
  return {
    type,
    time: Math.round(at * 1000) / 1_000_000,
    opcode,
    data: text,
    ...onlyIf(!isUsual, { _encoding: base64 ? "base64" : "text" }),
    ...(code === undefined ? {} : { _code: code }),
    ...(cutFrom === undefined ? {} : { _truncated: true, _size: cutFrom }),
  };
}

/** Bytes that are text become it. */
export function fromMessage(message: WebSocketMessage): ExchangeMessage {
  const { type, time, opcode, data, _code, _truncated, _size = 0 } = message;
  const bytes = isBase64Message(message) ? Buffer.from(data, "base64") : undefined;
  const isText = bytes === undefined || (isUtf8(bytes) && !bytes.includes(0));
  return {
    type,
    at: time * 1000,
    opcode,
    text: bytes !== undefined && isText ? bytes.toString() : data,
    base64: !isText,
    code: _code,
    cutFrom: _truncated ? _size : undefined,
  };
}

/** Whether the data of a message is base64. */
export function isBase64Message({ opcode, _encoding }: WebSocketMessage): boolean {
  return _encoding === "base64" || (opcode === BINARY && _encoding === undefined);
}
