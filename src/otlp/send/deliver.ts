import { createHash } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";

import { byteAt } from "../../sequence/byte-at.ts";
import { openConnections } from "./connection.ts";
import type { Endpoint } from "./endpoint.ts";
import { type Outcome, post } from "./post.ts";

/** Sends requests one after the other, each until it is delivered or refused. */
export interface Sender {
  /** When retrying ends, the result of the last attempt is the outcome. */
  readonly deliver: (body: string, signals: Signals) => Promise<Outcome>;
  readonly close: () => Promise<void>;
}

export interface Signals {
  /** Ends trying again. */
  readonly ending: AbortSignal;
  /** Ends a try that is on its way. */
  readonly breaking: AbortSignal;
}

export interface SenderOptions {
  /** Called with the reason why a request has to be retried. @default nothing */
  readonly onRetry?: (why: string) => void;
  /** Milliseconds before the second try; each further one waits twice as long, up to 30 s. @default 500 */
  readonly firstWait?: number;
}

export function createSender(endpoint: Endpoint, options: SenderOptions = {}): Sender {
  const { onRetry = () => {}, firstWait = 500 } = options;
  const connections = openConnections(endpoint);
  return {
    deliver: async (body, { ending, breaking }) => {
      let last: Outcome | undefined;
      for (let wait = firstWait; !ending.aborted; wait = Math.min(2 * wait, LONGEST_WAIT)) {
        const outcome = await post(body, { endpoint, dispatcher: connections, signal: breaking });
        if (outcome.kind !== "later") return outcome;
        // An aborted attempt reveals nothing about the endpoint.
        if (!breaking.aborted) last = outcome;
        if (ending.aborted) break;
        onRetry(outcome.why);
        await rest(outcome.after === undefined ? spread(wait, body) : Math.min(outcome.after, LONGEST_ASKED), ending);
      }
      return last ?? { kind: "later", why: "no response in time" };
    },
    close: async () => connections.destroy(),
  };
}

/** Milliseconds between two tries. */
const LONGEST_WAIT = 30_000;

/** Milliseconds: a longer requested wait is shortened to this. */
const LONGEST_ASKED = 300_000;

/**
 * Many senders of one Collector must not retry at once: the delay is between half and the whole, depending on the data.
 */
function spread(wait: number, body: string): number {
  const byte = byteAt(createHash("sha256").update(body).digest(), 0);
  return wait / 2 + (wait / 2) * (byte / 255);
}

async function rest(milliseconds: number, signal: AbortSignal): Promise<void> {
  await delay(milliseconds, undefined, { signal }).catch(() => {});
}
