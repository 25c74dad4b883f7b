import { setTimeout as delay } from "node:timers/promises";

import type { JournalFollower } from "../../trace/journal/follow-journal.ts";
import type { Trace } from "../../trace/model/types.ts";
import { type EndRequest, type LiveRecording, toEndRequests, toLineRequests, toSession } from "../write/live-spans.ts";
import type { Sender } from "./deliver.ts";
import type { Outcome } from "./post.ts";

/** Sends a recording while it is in progress. The journal is the queue: at most one request is in memory. */
export interface Live {
  /** Stops sending new exchanges; then `finish` sends the rest. */
  readonly stop: () => Promise<void>;
  /**
   * Sends the rest of the recording, and the differences between its trace and its journal.
   *
   * @param signal ends retrying.
   */
  readonly finish: (trace: Trace, signal: AbortSignal) => Promise<Delivery>;
}

export interface Delivery {
  /** Exchanges in total, and how many of them were delivered. */
  readonly exchanges: number;
  readonly delivered: number;
  /** Exchanges that were sent before something in them was known to be a secret. */
  readonly late: number;
  /** Spans that the receiver rejected from accepted requests, and its reason. */
  readonly rejected: number;
  readonly message: string;
  /** The last error of the endpoint if something was not delivered; "" otherwise. */
  readonly why: string;
  /** Requests that were not delivered, as OTLP/JSON lines. */
  readonly unsent: () => Iterable<string>;
}

export interface LiveOptions extends Omit<LiveRecording, "session"> {
  readonly sender: Sender;
  /** Milliseconds that one request is tried for at the end. */
  readonly patience: number;
}

export function startLive(journal: JournalFollower, { sender, patience, ...recording }: LiveOptions): Live {
  const sent = new Set<number>();
  const rejections = createRejections();
  const [ending, breaking] = [new AbortController(), new AbortController()];
  const signals = { ending: ending.signal, breaking: breaking.signal };
  const session = createSessionReader();

  const sendLines = async (lines: readonly string[]): Promise<void> => {
    const id = session.read(lines);
    const open = new Set<number>();
    for (const { body, begun, whole } of id === undefined ? [] : toLineRequests(lines, { ...recording, session: id })) {
      const outcome = ending.signal.aborted ? undefined : await sender.deliver(body, signals);
      if (outcome?.kind === "delivered") {
        rejections.add(outcome);
        for (const number of whole) if (!open.has(number)) sent.add(number);
      } else {
        for (const number of begun) open.add(number);
        if (outcome?.kind === "refused" && outcome.isForAll) ending.abort();
      }
    }
  };
  const run = async (): Promise<void> => {
    while (!ending.signal.aborted) {
      const lines = journal.next(BLOCK);
      if (lines.length > 0) await sendLines(lines);
      else await delay(PAUSE, undefined, { signal: ending.signal, ref: false }).catch(() => {});
    }
  };
  const running = run();

  return {
    stop: async () => {
      // Requests in transit may arrive; requests that wait for a retry are sent with the rest.
      ending.abort();
      const patience = setTimeout(() => breaking.abort(), GRACE);
      await running;
      clearTimeout(patience);
    },
    finish: async (trace, signal) => {
      const ended = {
        ...recording,
        trace,
        session: session.id ?? session.read(journal.next(Infinity)) ?? "",
        exchanges: () => journal.readAll().exchanges(),
        isSent: (number: number) => sent.has(number),
      };
      const whole = { sender, signal, patience, rejections, exchanges: trace.log.entries.length };
      return sendRest(() => toEndRequests(ended), whole);
    },
  };
}

/** Bytes of the journal that become requests at once: more would keep the recorder waiting. */
const BLOCK = 128 * 1024;
/** Milliseconds between checks of a journal without new lines. */
const PAUSE = 200;
/** Milliseconds for a request that is on its way when the recording ends. */
const GRACE = 2000;

interface SessionReader {
  /** Takes lines until it is known. */
  readonly read: (lines: readonly string[]) => string | undefined;
  readonly id: string | undefined;
}

/** The first two lines identify the recording. */
function createSessionReader(): SessionReader {
  const first: string[] = [];
  let id: string | undefined;
  return {
    read: (lines) => {
      first.push(...lines.slice(0, 2 - first.length));
      const [header, line] = first;
      if (header !== undefined && line !== undefined) id ??= toSession(header, line);
      return id;
    },
    get id() {
      return id;
    },
  };
}

interface Rejections {
  readonly add: (outcome: Outcome) => void;
  readonly list: () => Pick<Delivery, "rejected" | "message">;
}

export function createRejections(): Rejections {
  let [rejected, message] = [0, ""];
  return {
    add: (outcome) => {
      if (outcome.kind !== "delivered") return;
      rejected += outcome.rejected;
      if (message === "") ({ message } = outcome);
    },
    list: () => ({ rejected, message }),
  };
}

export interface RestOptions {
  readonly sender: Sender;
  /** Ends trying. */
  readonly signal: AbortSignal;
  /** Milliseconds that one request is tried for. */
  readonly patience: number;
  readonly rejections: Rejections;
  readonly exchanges: number;
}

/** Requests for undelivered exchanges are created again, because they may exceed memory. */
export async function sendRest(
  make: () => Iterable<EndRequest>,
  { sender, signal, patience, rejections, exchanges }: RestOptions,
): Promise<Delivery> {
  const undelivered = new Set<number>();
  let [late, lost, why, isOver] = [0, 0, "", false];
  let at = 0;
  for (const request of make()) {
    const ending = AbortSignal.any([signal, AbortSignal.timeout(patience)]);
    const outcome = isOver ? undefined : await sender.deliver(request.body, { ending, breaking: signal });
    if (outcome?.kind === "delivered") {
      rejections.add(outcome);
    } else {
      undelivered.add(at);
      lost += request.exchanges;
      if (outcome !== undefined) ({ why } = outcome);
      isOver ||= outcome?.kind === "later" || outcome?.isForAll === true;
    }
    late += request.late;
    at += 1;
  }
  return {
    exchanges,
    delivered: exchanges - lost,
    late,
    why,
    ...rejections.list(),
    unsent: function* () {
      let index = 0;
      for (const { body } of make()) {
        if (undelivered.has(index)) yield body;
        index += 1;
      }
    },
  };
}
