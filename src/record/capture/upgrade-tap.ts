import { EventEmitter } from "node:events";
import type { Duplex } from "node:stream";

import { onlyFilled } from "../../json/only-filled.ts";
import { flatHeaderText } from "../../trace/headers.ts";
import type { ExchangeMessage } from "../../trace/journal/exchange.ts";
import type { Upgrade } from "../../trace/model/types.ts";
import { createWebSocketLog } from "./websocket-log.ts";

/** Follows a connection whose protocol was switched. */
export interface UpgradeTap {
  readonly addSent: (chunk: Uint8Array) => void;
  readonly addReceived: (chunk: Uint8Array) => void;
  /** Called once, when the connection or the recording ends. */
  readonly read: () => {
    readonly upgrade: Upgrade;
    readonly messages?: ExchangeMessage[];
    readonly remarks?: readonly string[];
  };
}

export interface UpgradeOptions {
  /** Of the response that switched the protocol: a flat list. */
  readonly headers: readonly string[];
  /** @default Upgrade of the response names it */
  readonly protocol?: string | undefined;
  /** Bytes kept of one message. */
  readonly limit: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Lets a tap see what passes over a connection, both ways. */
export function tapUpgrade(socket: Duplex, tap: UpgradeTap, onFault: (fault: unknown) => void): void {
  const take = (add: (chunk: Uint8Array) => void, chunk: unknown): void => {
    try {
      if (chunk instanceof Uint8Array) add(chunk);
      else if (typeof chunk === "string") add(Buffer.from(chunk));
    } catch (fault) {
      onFault(fault);
    }
  };
  // The plain emitter's `on`, because a stream's own would start the flow before the program listens.
  EventEmitter.prototype.on.call(socket, "data", (chunk: unknown) => take(tap.addReceived, chunk));
  // A Duplex emits no events for data that is written to it. Its overloads all take what they are given here.
  const write = socket.write.bind(socket) as (...args: unknown[]) => boolean;
  socket.write = (...args: unknown[]) => {
    take(tap.addSent, args[0]);
    return write(...args);
  };
}

/** Keeps the messages of a WebSocket; counts the bytes of any protocol. */
export function createUpgradeTap({ headers, limit, now, protocol: given }: UpgradeOptions): UpgradeTap {
  const protocol = given ?? flatHeaderText(headers, "upgrade");
  const extensions = flatHeaderText(headers, "sec-websocket-extensions");
  const log = protocol.toLowerCase() === "websocket" ? createWebSocketLog({ extensions, limit, now }) : undefined;
  let sent = 0;
  let received = 0;
  return {
    addSent: (chunk) => {
      sent += chunk.byteLength;
      log?.addSent(chunk);
    },
    addReceived: (chunk) => {
      received += chunk.byteLength;
      log?.addReceived(chunk);
    },
    read: () => {
      if (log === undefined) return { upgrade: { protocol, sent: { bytes: sent }, received: { bytes: received } } };
      const { frames, remarks } = log;
      const messages = log.finish();
      return {
        upgrade: {
          protocol,
          sent: { bytes: sent, frames: frames.sent },
          received: { bytes: received, frames: frames.received },
        },
        ...onlyFilled({ messages, remarks }),
      };
    },
  };
}
