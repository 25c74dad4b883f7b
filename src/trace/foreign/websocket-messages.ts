import { isObject } from "../../json/is-object.ts";
import { type Loose, fillNumber, fillText } from "../model/loose-fields.ts";
import type { Remarks } from "./remarks.ts";

/**
 * Corrects the WebSocket messages of another tool, in place. Chrome's list contains errors as well as messages. Items that are not messages
 * are omitted and counted.
 */
export function settleWebSocketMessages(entry: Loose, remarks: Remarks): void {
  const messages = entry["_webSocketMessages"];
  if (!Array.isArray(messages)) return;
  entry["_webSocketMessages"] = messages.filter((message) => {
    const isMessage = isObject(message) && settleMessage(message);
    if (!isMessage) remarks.add("Items of WebSockets omitted, because they are no messages: %.");
    return isMessage;
  });
}

function settleMessage(message: Loose): boolean {
  const type = readDirection(message);
  if (type === undefined) return false;
  message["type"] = type;
  fillText(message, "data");
  fillNumber(message, "time", 0);
  fillNumber(message, "opcode", 1);
  const { data, time, opcode } = message;
  if (typeof data !== "string" || typeof time !== "number" || typeof opcode !== "number") return false;
  // Milliseconds: in seconds, this is the year 5138.
  if (time > 1e11) message["time"] = time / 1000;
  return true;
}

/** Undefined if its sender is unknown. */
function readDirection({ type, sent }: Loose): "send" | "receive" | undefined {
  if (typeof sent === "boolean" && type === undefined) return sent ? "send" : "receive";
  if (typeof type !== "string") return undefined;
  if (SENT.test(type)) return "send";
  return RECEIVED.test(type) ? "receive" : undefined;
}

const SENT = /^(?:send|sent|request|out(?:going|bound)?|client)$/i;
const RECEIVED = /^(?:receive|received|response|in(?:coming|bound)?|server)$/i;
