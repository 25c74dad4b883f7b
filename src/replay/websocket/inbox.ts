import type { Duplex } from "node:stream";

import { OPCODE, type WebSocketMessage, createWebSocketReader } from "../../wire/websocket.ts";
import { writeFrame } from "./frame.ts";

/** The messages that a client sends over a WebSocket, one after another. */
export interface Inbox {
  /** The next message, or a close frame; undefined if the client has left. */
  readonly next: () => Promise<WebSocketMessage | undefined>;
  /** Aborted when a close frame has arrived, whatever arrived before it and was not read yet. */
  readonly closing: AbortSignal;
}

/** Reads a socket; pings get their pongs at once, whatever was recorded. */
export function openInbox(socket: Duplex, first: Buffer): Inbox {
  const came: WebSocketMessage[] = [];
  const closing = new AbortController();
  let isOver = false;
  let waiting: ((message: WebSocketMessage | undefined) => void) | undefined;
  const finish = (): void => {
    isOver = true;
    waiting?.(undefined);
    waiting = undefined;
  };
  const take = (message: WebSocketMessage): void => {
    if (message.opcode === OPCODE.ping) socket.write(writeFrame(OPCODE.pong, message.data));
    if (message.opcode === OPCODE.ping || message.opcode === OPCODE.pong) return;
    if (message.opcode === OPCODE.close) closing.abort();
    if (waiting === undefined) came.push(message);
    else {
      waiting(message);
      waiting = undefined;
    }
    // Unsolicited messages of a client do not fill the memory.
    if (came.length > MOST_WAITING) socket.pause();
  };
  const reader = createWebSocketReader({ message: take, remark: finish }, { limit: LONGEST, isDeflated: false });
  reader.push(first);
  socket.on("data", (bytes: Buffer) => reader.push(bytes));
  socket.on("end", finish).on("close", finish).on("error", finish);
  return {
    closing: closing.signal,
    next: async () => {
      const message = came.shift();
      if (socket.isPaused()) socket.resume();
      if (message !== undefined || isOver) return message;
      return new Promise((resolve) => {
        waiting = resolve;
      });
    },
  };
}

const MOST_WAITING = 1000;

/** Bytes of a message that are compared. */
const LONGEST = 1 << 20;
