import type { Exchange } from "../../trace/journal/exchange.ts";
import { mayHaveFollowers } from "../../trace/journal/journal-entries.ts";
import type { JournalReader } from "../../trace/journal/open-journal.ts";

/** A journal to be merged, and what has to be done with each of its exchanges first. */
export interface MergePart {
  readonly reader: JournalReader;
  readonly prepare: (exchange: Exchange) => void;
}

/** Reads several journals as one, in the order of start; holds one exchange of each in memory. */
export function mergeReaders(parts: readonly MergePart[]): JournalReader {
  const sum = (of: (reader: JournalReader) => number): number =>
    parts.reduce((total, { reader }) => total + of(reader), 0);
  return {
    header: parts[0]?.reader.header,
    length: sum(({ length }) => length),
    damaged: sum(({ damaged }) => damaged),
    *exchanges() {
      const queues = parts.map(startQueue);
      for (let seq = 1; ; seq += 1) {
        const next = earliest(queues);
        if (next === undefined) return;
        yield next.take(seq);
      }
    },
    close: () => {
      for (const { reader } of parts) reader.close();
    },
  };
}

interface Queue {
  /** Start of the next exchange, or undefined at the end. */
  readonly nextStart: () => number | undefined;
  /** The next exchange, under its number in the merged order. */
  readonly take: (seq: number) => Exchange;
}

function startQueue({ reader, prepare }: MergePart): Queue {
  const exchanges = reader.exchanges();
  const numbers = new Map<number, number>();
  let next = exchanges.next();
  return {
    nextStart: () => (next.done === true ? undefined : next.value.startedAt),
    take: (seq) => {
      if (next.done === true) throw new Error("This journal is empty.");
      const exchange = next.value;
      next = exchanges.next();
      if (mayHaveFollowers(exchange)) numbers.set(exchange.seq, seq);
      renumber(exchange, seq, numbers);
      prepare(exchange);
      return exchange;
    },
  };
}

/** There are as many queues as processes: a few. */
function earliest(queues: readonly Queue[]): Queue | undefined {
  let first: Queue | undefined;
  for (const queue of queues) {
    const start = queue.nextStart();
    if (start !== undefined && start < (first?.nextStart() ?? Number.POSITIVE_INFINITY)) first = queue;
  }
  return first;
}

/** What an exchange follows from was recorded in the same journal. */
function renumber(exchange: Exchange, seq: number, numbers: ReadonlyMap<number, number>): void {
  exchange.seq = seq;
  // What another recorder knew is more.
  exchange.knownSecrets = undefined;
  const { more } = exchange;
  if (more === undefined) return;
  for (const link of ["retryOf", "redirectOf"] as const) {
    const target = more[link] === undefined ? undefined : numbers.get(more[link]);
    if (target === undefined) delete more[link];
    else more[link] = target;
  }
}
