import { type ArrowPairs, createNumbering, namePair, pairAt } from "../analyze/arrow-pairs.ts";
import type { TimeList } from "../analyze/time-list.ts";
import { UserError } from "../errors.ts";
import { knownAt } from "../sequence/known-at.ts";
import { isGrpc } from "../trace/bodies/grpc.ts";
import { findHeader, headerText } from "../trace/headers.ts";
import type { Entry, Trace } from "../trace/model/types.ts";
import { createLazyList, isLazy } from "../trace/stream/lazy-list.ts";
import { NumberList } from "../trace/stream/number-list.ts";
import { TextList } from "../trace/stream/text-list.ts";
import { type Call, toCall } from "./call.ts";
import { createConnectionList } from "./connection-list.ts";
import type { Recorded } from "./matcher.ts";
import { createOriginReader } from "./origin-reader.ts";
import type { Place, RecordedConnection } from "./places.ts";
import { isConversation } from "./websocket/handshake.ts";

/** What a replay has to know about all exchanges before the first request. */
export interface Survey {
  readonly recorded: readonly Recorded[];
  /** Their origins, in the order of their first requests. */
  readonly names: readonly string[];
  /** All servers to which there were connections. */
  readonly places: readonly Place[];
  /** Those to hosts to which any failed. */
  readonly connections: readonly RecordedConnection[];
  /** Whether any exchange switched to a WebSocket that can be replayed. */
  readonly hasConversation: boolean;
  /** Origins that spoke HTTP/2, and can speak it here. */
  readonly ofHttp2: ReadonlySet<string>;
  /** gRPC paths where the server began to respond before its client had sent everything. */
  readonly early: ReadonlySet<string>;
}

/**
 * Reads a trace once: an entry of a long one is read again each time, and of a million only addresses fit into memory.
 *
 * @throws UserError if it has no HTTP exchange
 */
export function surveyTrace({ log: { entries } }: Trace): Survey {
  const numbering = createNumbering();
  const connections = createConnectionList();
  const originOf = createOriginReader();
  const names = new Set<string>();
  const indexes = new NumberList();
  const methods = new TextList();
  const urls = new TextList();
  const ranges = new Map<number, string>();
  let hasConversation = false;
  const ofHttp2 = new Set<string>();
  const strange = new Set<string>();
  const early = new Set<string>();
  let index = -1;
  for (const entry of entries) {
    index += 1;
    const { method, url, headers } = entry.request;
    numbering.add(entry);
    connections.add(entry, index + 1);
    hasConversation ||= isConversation(entry);
    const origin = originOf(url);
    if (origin === undefined) continue;
    names.add(origin);
    if (/^(?:HTTP\/|h)[23]/i.test(entry.response.httpVersion)) ofHttp2.add(origin);
    if (entry.response.status > HIGHEST_OF_HTTP2) strange.add(origin);
    if (isAnsweredEarly(entry)) early.add(new URL(url).pathname);
    indexes.push(index);
    methods.push(method);
    urls.push(url);
    const range = findHeader(headers, "range");
    if (range !== undefined) ranges.set(index, range);
  }
  if (indexes.length === 0)
    throw new UserError("The trace contains no HTTP exchanges to serve.", { hint: "Record the flow again." });
  // Most replays report no exchange by its numbers.
  let pairs: ArrowPairs | undefined;
  const pairsOf = (): ArrowPairs => (pairs ??= numbering.number(entries));
  const known = { entries, times: numbering.times, indexes, methods, urls, ranges, pairs: pairsOf };
  const make = (place: number): Recorded => new RecordedExchange(known, place);
  return {
    recorded: isLazy(entries)
      ? createLazyList(indexes.length, make)
      : Array.from({ length: indexes.length }, (_, place) => make(place)),
    names: [...names],
    ...connections.list(),
    hasConversation,
    ofHttp2: new Set([...ofHttp2].filter((origin) => !strange.has(origin))),
    early,
  };
}

/** `node:http2` sends no other; HTTP/1.1 has 999 too, which some servers send to robots. */
const HIGHEST_OF_HTTP2 = 599;

/** If a response comes this early, there is no time between the two; none at all where the request was never over. */
function isAnsweredEarly({ request, response, timings }: Entry): boolean {
  return timings.wait <= 0 && response.status > 0 && isGrpc(headerText(request.headers, "content-type"));
}

interface Known {
  readonly entries: readonly Entry[];
  readonly times: TimeList;
  /** For the exchanges that are calls, by their index among them: position in the trace, from 0. */
  readonly indexes: NumberList;
  readonly methods: TextList;
  readonly urls: TextList;
  /** By the place in the trace. */
  readonly ranges: ReadonlyMap<number, string>;
  readonly pairs: () => ArrowPairs;
}

/** Computes its contents on access: there may be a million of them. */
class RecordedExchange implements Recorded {
  readonly #known: Known;
  readonly #place: number;
  readonly #index: number;

  constructor(known: Known, place: number) {
    this.#known = known;
    this.#place = place;
    this.#index = known.indexes.at(place);
  }

  get entry(): Entry {
    return knownAt(this.#known.entries, this.#index);
  }

  get url(): string {
    return this.#known.urls.at(this.#place);
  }

  get call(): Call {
    const { methods, ranges } = this.#known;
    const call = toCall(methods.at(this.#place), this.url, ranges.get(this.#index));
    if (call === undefined) throw new TypeError("only calls were used");
    return call;
  }

  get startedAt(): number {
    return Math.floor(this.#known.times.starts.at(this.#index) / 1000);
  }

  get number(): number {
    return this.#index + 1;
  }

  get pair(): string {
    return namePair(pairAt(this.#known.pairs(), this.#index));
  }
}
