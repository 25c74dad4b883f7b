import type { Socket } from "node:net";

import { DialError } from "./dial-error.ts";

/**
 * Ends what goes round in a circle: a proxy of the user's that has us as its own proxy. We add no Via, so a request that
 * comes back looks like any other; but in a circle no connection is ever answered, and their number only grows.
 */
export interface LoopBound {
  /** Throws a `DialError` where too many connections to the user's own proxy wait for their first byte. */
  readonly check: (proxy: string) => void;
  readonly add: (socket: Socket) => void;
}

export function createLoopBound(): LoopBound {
  const waiting = new Set<Socket>();
  return {
    check: (proxy) => {
      if (waiting.size < MOST_UNANSWERED) return;
      for (const socket of waiting) if (socket.bytesRead > 0) waiting.delete(socket);
      if (waiting.size < MOST_UNANSWERED) return;
      const message = `${MOST_UNANSWERED} connections to the proxy ${proxy} wait for a first byte: it may lead back here`;
      throw new DialError("PROXY_LOOP", message, { phase: "connect" });
    },
    add: (socket) => {
      waiting.add(socket);
      socket.once("close", () => waiting.delete(socket));
    },
  };
}

/** No program waits for as many answers of one proxy at once. */
const MOST_UNANSWERED = 500;
