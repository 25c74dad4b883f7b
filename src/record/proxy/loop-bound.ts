import type { Socket } from "node:net";

import { DialError } from "./dial-error.ts";
import { type Later, LoopTrial, type Verdict } from "./loop-trial.ts";

/**
 * Ends loops: a proxy of the user that uses wirewalk as its own proxy, or two listeners that name each other. We add no Via, so a request
 * that comes back looks like any other; but in a loop no connection ever gets a response, and their number only grows. A program may have as
 * many requests waiting, so that many of them are only suspected, and tried, up to a number that no trial raises.
 */
export interface LoopBound {
  /** Fulfilled when the connection may be opened; rejected with a `DialError` if it leads back here. */
  readonly admit: (suspect: Suspect) => Promise<void>;
  readonly add: (socket: Waiting, head?: Buffer) => void;
}

interface Waiting extends Pick<Socket, "bytesRead"> {
  readonly once: (event: "close", listener: () => void) => unknown;
}

interface Suspect {
  /** Its destination: `cloud.example:443` */
  readonly place: string;
  /** The first bytes that it sends. @default any first bytes count */
  readonly head?: Buffer;
  /** Ends its client. */
  readonly signal: AbortSignal;
}

/** What is known about connections with the same first bytes, as long as one of them waits. */
interface Suspicion {
  /** How many may wait until they are tried. */
  most: number;
  patience: number;
  trial: LoopTrial | undefined;
  /** Why they count as a loop. */
  proof: string | undefined;
}

/** @param most connections of one kind that may wait at once until they are suspected */
export function createLoopBound(
  most: number,
  later: Later = (work, delay) => void setTimeout(work, delay).unref(),
): LoopBound {
  const waiting = new Map<Waiting, Buffer | undefined>();
  const suspicions = new Map<string, Suspicion>();
  const tryAll = (suspicion: Suspicion, count: number): LoopTrial =>
    new LoopTrial({
      patience: suspicion.patience,
      later,
      onEnd: (verdict) =>
        void Object.assign(suspicion, { trial: undefined }, learn(verdict, suspicion, { most, count })),
    });
  return {
    admit: async ({ place, head, signal }) => {
      if (waiting.size < most && suspicions.size === 0) return;
      for (const socket of waiting.keys()) if (socket.bytesRead > 0) waiting.delete(socket);
      if (waiting.size === 0) suspicions.clear();
      const count = countSame(waiting.values(), head);
      const key = head?.toString("latin1") ?? "";
      // Not sooner: while the connections of a loop end, few of them wait, and others of the same loop go on.
      if (count === 0) suspicions.delete(key);
      if (count < most) return;
      const suspicion = suspicions.get(key) ?? { most, patience: 1, trial: undefined, proof: undefined };
      suspicions.set(key, suspicion);
      if (count >= MOST_EVER) suspicion.proof ??= "wait for a first byte";
      if (suspicion.proof === undefined) {
        if (suspicion.trial === undefined && count < suspicion.most) return;
        suspicion.trial ??= tryAll(suspicion, count);
        if (!(await suspicion.trial.hold(signal))) return;
      }
      const what = head === undefined ? `${count} connections to` : `${count} requests with the same head to`;
      throw new DialError("PROXY_LOOP", `${what} ${place} ${suspicion.proof ?? ECHO}: it may lead back here`, {
        phase: "connect",
      });
    },
    add: (socket, head) => {
      waiting.set(socket, head);
      socket.once("close", () => waiting.delete(socket));
    },
  };
}

/** What a trial changes; it cannot raise `MOST_EVER`. */
function learn(
  verdict: Verdict,
  { patience }: Suspicion,
  { most, count }: { readonly most: number; readonly count: number },
): Partial<Suspicion> {
  if (verdict === "loop") return { proof: ECHO };
  return verdict === "none" ? { most: 2 * count, patience: 2 * patience } : { most: count + most / 2 };
}

function countSame(heads: Iterable<Buffer | undefined>, head: Buffer | undefined): number {
  let count = 0;
  for (const other of heads) if (other === head || (head !== undefined && other?.equals(head))) count += 1;
  return count;
}

const ECHO = "wait for a first byte, and come back as soon as they are passed on";

/** So many of one kind count as a loop without a trial: requests that keep coming into a loop make every trial undecided. */
const MOST_EVER = 1000;
