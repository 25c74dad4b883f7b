import { createSender } from "../../../otlp/send/deliver.ts";
import type { Endpoint } from "../../../otlp/send/endpoint.ts";
import { type Delivery, createRejections, sendRest } from "../../../otlp/send/live.ts";
import type { EndRequest } from "../../../otlp/write/live-spans.ts";
import { type Io, tell } from "../../io.ts";
import type { StoreArguments } from "../../options/store-options.ts";
import { openRequests } from "./source-requests.ts";

export interface PushOptions {
  readonly endpoint: Endpoint;
  /** The store to query. */
  readonly missing: string | undefined;
  readonly network: StoreArguments;
  readonly io: Io;
}

export interface Pushed extends Omit<Delivery, "late" | "unsent"> {
  /** Number of exchanges that the store already had. */
  readonly there: number;
}

/** Sends the contents of several files. Stops at the first that cannot be delivered. */
export async function pushAll(sources: readonly string[], options: PushOptions): Promise<Pushed> {
  const { endpoint, io } = options;
  let said = "";
  const onRetry = (why: string): void => {
    // Repeating the same reason adds nothing.
    if (why !== said) tell(io, `Trying again, for up to ${PATIENCE / 1000} s: ${why}.`);
    said = why;
  };
  const sender = createSender(endpoint, { onRetry });
  const rejections = createRejections();
  const signal = io.interruption();
  let [exchanges, delivered, there, why] = [0, 0, 0, ""];
  try {
    for (const source of sources) {
      const { requests, count, skipped } = await leaveOut(await openRequests(source, io), options);
      const sent = await sendRest(requests, { sender, signal, patience: PATIENCE, rejections, exchanges: count });
      exchanges += count;
      delivered += sent.delivered;
      there += skipped;
      ({ why } = sent);
      if (why !== "") break;
    }
  } finally {
    await sender.close();
  }
  return { exchanges, delivered, there, why, ...rejections.list() };
}

/** Milliseconds for which a request is retried: a person is waiting for it, and Ctrl-C ends it. */
const PATIENCE = 60_000;

interface Left {
  readonly requests: () => Iterable<EndRequest>;
  /** Number of exchanges in them. */
  readonly count: number;
  /** Number of omitted exchanges. */
  readonly skipped: number;
}

/** Omits exchanges that the store already has. */
async function leaveOut(requests: () => Iterable<EndRequest>, { missing, network, io }: PushOptions): Promise<Left> {
  if (missing === undefined) return { requests, count: countIn(requests()), skipped: 0 };
  const { findThere, withoutThere } = await import("./leave-out.ts");
  const there = await findThere(requests(), missing, { network, io });
  const left = function* (): Generator<EndRequest> {
    for (const request of requests()) yield* withoutThere(request, there);
  };
  const count = countIn(left());
  return { requests: left, count, skipped: countIn(requests()) - count };
}

/** One request is in memory at a time. */
function countIn(requests: Iterable<EndRequest>): number {
  let count = 0;
  for (const { exchanges } of requests) count += exchanges;
  return count;
}
