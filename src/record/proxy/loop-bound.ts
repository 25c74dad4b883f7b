import type { Socket } from "node:net";

import { DialError } from "./dial-error.ts";

/**
 * Ends loops: a proxy of the user that uses wirewalk as its own proxy, or two listeners that name each other. We add no Via, so a request
 * that comes back looks like any other; but in a loop no connection ever gets a response, and their number only grows.
 */
export interface LoopBound {
  /**
   * Throws a `DialError` if too many connections wait for their first byte.
   *
   * @param place their destination: `cloud.example:443`
   * @param head the first bytes that they send @default any first bytes count
   */
  readonly check: (place: string, head?: Buffer) => void;
  readonly add: (socket: Socket, head?: Buffer) => void;
}

/** @param most connections of one kind that may wait at once */
export function createLoopBound(most: number): LoopBound {
  const waiting = new Map<Socket, Buffer | undefined>();
  return {
    check: (place, head) => {
      if (waiting.size < most) return;
      for (const socket of waiting.keys()) if (socket.bytesRead > 0) waiting.delete(socket);
      if (countSame(waiting.values(), head) < most) return;
      const what = head === undefined ? `${most} connections to` : `${most} requests with the same head to`;
      throw new DialError("PROXY_LOOP", `${what} ${place} wait for a first byte: it may lead back here`, {
        phase: "connect",
      });
    },
    add: (socket, head) => {
      waiting.set(socket, head);
      socket.once("close", () => waiting.delete(socket));
    },
  };
}

function countSame(heads: Iterable<Buffer | undefined>, head: Buffer | undefined): number {
  let count = 0;
  for (const other of heads) if (other === head || (head !== undefined && other?.equals(head))) count += 1;
  return count;
}
