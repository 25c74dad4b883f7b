import { createTally } from "../sequence/tally.ts";
import { isIdShaped } from "../shapes/made-by-machine.ts";
import { toMicroseconds } from "../trace/model/start-time.ts";
import type { Entry } from "../trace/model/types.ts";
import { splitPath, toAddress } from "../trace/names/address.ts";
import { nameFailure } from "../trace/names/name-failure.ts";

/** A summary of a trace with very many exchanges. */
export interface Summary {
  readonly exchanges: number;
  /** Starts of the first and the last; "" if there is none. */
  readonly first: string;
  readonly last: string;
  /** Most frequent first. */
  readonly operations: readonly OperationSummary[];
  /** Exchanges of operations that are not counted separately. */
  readonly others: number;
  /** `500` or the code of an error → how many. */
  readonly failures: ReadonlyMap<string, number>;
  /** Slowest first. */
  readonly slowest: readonly SlowExchange[];
  /** Undefined if none failed. */
  readonly firstFailure: FailedExchange | undefined;
}

/** The failure that ended first. */
export interface FailedExchange {
  /** Place in the trace, from 1. */
  readonly number: number;
  readonly failure: string;
  /** Microseconds since 1970. */
  readonly end: number;
}

export interface OperationSummary {
  readonly method: string;
  readonly host: string;
  /** With `{id}` in place of anything that looks like an ID. */
  readonly path: string;
  readonly count: number;
  readonly failed: number;
  /** Milliseconds. */
  readonly mean: number;
  readonly longest: number;
}

export interface SlowExchange {
  /** Place in the trace, from 1. */
  readonly number: number;
  readonly method: string;
  readonly url: string;
  readonly time: number;
}

/** Counts exchanges one at a time, with memory that does not depend on their number. */
export interface Summarizer {
  readonly add: (entry: Entry) => void;
  /** Passes over an exchange that has its place in the trace, and is not counted. */
  readonly skip: () => void;
  readonly sum: () => Summary;
}

export function createSummarizer(): Summarizer {
  const operations = new Map<string, Counted>();
  const failures = createTally<string>();
  const slowest: SlowExchange[] = [];
  let [place, exchanges, others, first, last] = [0, 0, 0, "", ""];
  let firstFailure: FailedExchange | undefined;
  return {
    skip: () => {
      place += 1;
    },
    add: (entry) => {
      const { request, startedDateTime, time } = entry;
      place += 1;
      exchanges += 1;
      first ||= startedDateTime;
      last = startedDateTime;
      const failure = nameFailure(entry);
      if (failure !== undefined) {
        failures.add(failure);
        const end = toMicroseconds(startedDateTime) + Math.max(0, time) * 1000;
        if (firstFailure === undefined || end < firstFailure.end) firstFailure = { number: place, failure, end };
      }
      const counted = countIn(operations, request);
      if (counted === undefined) others += 1;
      else {
        counted.count += 1;
        counted.failed += failure === undefined ? 0 : 1;
        counted.total += Math.max(0, time);
        counted.longest = Math.max(counted.longest, time);
      }
      keepSlow(slowest, { number: place, method: request.method, url: request.url, time });
    },
    sum: () => ({
      exchanges,
      first,
      last,
      operations: Array.from(operations.values(), ({ total, ...one }) => ({
        ...one,
        mean: total / one.count,
      })).toSorted((a, b) => b.count - a.count),
      others,
      failures: new Map(failures.entries()),
      slowest,
      firstFailure,
    }),
  };
}

interface Counted {
  readonly method: string;
  readonly host: string;
  readonly path: string;
  count: number;
  failed: number;
  total: number;
  longest: number;
}

/**
 * Maximum number of operations that are counted separately: if paths contain words that no rule recognizes as IDs,
 * there may be as many operations as exchanges.
 */
const MOST_OPERATIONS = 2000;

function countIn(operations: Map<string, Counted>, { method, url }: Entry["request"]): Counted | undefined {
  const { host, path } = toAddress(url);
  const template = `/${splitPath(path)
    .map((segment) => (isIdShaped(segment) ? "{id}" : segment))
    .join("/")}`;
  const key = `${method} ${host}${template}`;
  const known = operations.get(key);
  if (known !== undefined || operations.size >= MOST_OPERATIONS) return known;
  const fresh = { method, host, path: template, count: 0, failed: 0, total: 0, longest: 0 };
  operations.set(key, fresh);
  return fresh;
}

const KEPT = 10;

function keepSlow(slowest: SlowExchange[], one: SlowExchange): void {
  const [least] = slowest.slice(-1);
  if (slowest.length === KEPT && least !== undefined && least.time >= one.time) return;
  const place = slowest.findIndex(({ time }) => time < one.time);
  slowest.splice(place < 0 ? slowest.length : place, 0, one);
  slowest.length = Math.min(slowest.length, KEPT);
}
