import { EventEmitter } from "node:events";
import type { Duplex } from "node:stream";

import type { Upgrade, UpgradeTraffic } from "../../trace/model/types.ts";
import { createFrameCounter } from "./frame-counter.ts";

export interface UpgradeTap {
  /** What has passed until now. */
  readonly read: () => Upgrade;
}

/** Counts what passes over a connection whose protocol was switched, both ways, without holding any of it. */
export function tapUpgrade(socket: Duplex, protocol: string, onFault: (fault: unknown) => void): UpgradeTap {
  const isWebSocket = protocol.toLowerCase() === "websocket";
  const sent = createTraffic(isWebSocket);
  const received = createTraffic(isWebSocket);
  const count = (traffic: Traffic, chunk: unknown): void => {
    try {
      if (chunk instanceof Uint8Array) traffic.add(chunk);
      else if (typeof chunk === "string") traffic.add(Buffer.from(chunk));
    } catch (fault) {
      onFault(fault);
    }
  };
  // The plain emitter's `on`, because a stream's own would start the flow before the program listens.
  EventEmitter.prototype.on.call(socket, "data", (chunk: unknown) => count(received, chunk));
  // A Duplex says nothing of what is written to it.
  // Its overloads all take what they are given here.
  const write = socket.write.bind(socket) as (...args: unknown[]) => boolean;
  socket.write = (...args: unknown[]) => {
    count(sent, args[0]);
    return write(...args);
  };
  return { read: () => ({ protocol, sent: sent.read(), received: received.read() }) };
}

interface Traffic {
  readonly add: (chunk: Uint8Array) => void;
  readonly read: () => UpgradeTraffic;
}

function createTraffic(isWebSocket: boolean): Traffic {
  let bytes = 0;
  const frames = isWebSocket ? createFrameCounter() : undefined;
  return {
    add: (chunk) => {
      bytes += chunk.byteLength;
      frames?.add(chunk);
    },
    read: () => ({ bytes, ...(frames !== undefined && { frames: frames.count }) }),
  };
}
