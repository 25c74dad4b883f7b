import type { Socket } from "node:net";

import { DialError } from "./dial-error.ts";
import { type Later, LoopTrial } from "./loop-trial.ts";

/**
 * Ends loops: a proxy of the user that uses wirewalk as its own proxy, or two listeners that name each other. We add no Via, so a request
 * that comes back looks like any other; but in a loop no connection ever gets a response, and their number only grows. A program may have as
 * many requests waiting, so that many of them are only suspected, and tried.
 */
export interface LoopBound {
  /** Fulfilled when the connection may be opened; rejected with a `DialError` if it leads back here. */
  readonly admit: (suspect: Suspect) => Promise<void>;
  readonly add: (socket: Socket, head?: Buffer) => void;
}

interface Suspect {
  /** Its destination: `cloud.example:443` */
  readonly place: string;
  /** The first bytes that it sends. @default any first bytes count */
  readonly head?: Buffer;
  /** Ends its client. */
  readonly signal: AbortSignal;
}

/** What is known about connections with the same first bytes. */
interface Suspicion {
  /** How many may wait until they are tried. */
  most: number;
  patience: number;
  trial: LoopTrial | undefined;
  isLoop: boolean;
}

/** @param most connections of one kind that may wait at once until they are suspected */
export function createLoopBound(
  most: number,
  later: Later = (work, delay) => void setTimeout(work, delay).unref(),
): LoopBound {
  const waiting = new Map<Socket, Buffer | undefined>();
  const suspicions = new Map<string, Suspicion>();
  const tryAll = (suspicion: Suspicion, count: number): LoopTrial =>
    new LoopTrial({
      patience: suspicion.patience,
      later,
      onEnd: (isLoop) => {
        Object.assign(suspicion, { trial: undefined, isLoop, most: 2 * count, patience: 2 * suspicion.patience });
      },
    });
  return {
    admit: async ({ place, head, signal }) => {
      if (waiting.size < most) {
        suspicions.clear();
        return;
      }
      for (const socket of waiting.keys()) if (socket.bytesRead > 0) waiting.delete(socket);
      const count = countSame(waiting.values(), head);
      const key = head?.toString("latin1") ?? "";
      if (count < most) {
        suspicions.delete(key);
        return;
      }
      const suspicion = suspicions.get(key) ?? { most, patience: 1, trial: undefined, isLoop: false };
      suspicions.set(key, suspicion);
      if (!suspicion.isLoop && suspicion.trial === undefined && count < suspicion.most) return;
      if (!suspicion.isLoop) suspicion.trial ??= tryAll(suspicion, count);
      if (!suspicion.isLoop && (await suspicion.trial?.hold(signal)) !== true) return;
      const what = head === undefined ? `${count} connections to` : `${count} requests with the same head to`;
      const why = "wait for a first byte, and come back as soon as they are passed on";
      throw new DialError("PROXY_LOOP", `${what} ${place} ${why}: it may lead back here`, { phase: "connect" });
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
