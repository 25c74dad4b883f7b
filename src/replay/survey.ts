import { namePair, numberPairs, pairAt } from "../analyze/arrow-pairs.ts";
import { listTimes } from "../analyze/time-list.ts";
import { UserError } from "../errors.ts";
import { knownAt } from "../sequence/known-at.ts";
import { findHeader } from "../trace/headers.ts";
import type { Trace } from "../trace/model/types.ts";
import { toCall } from "./call.ts";
import type { Recorded } from "./matcher.ts";
import { type RecordedConnection, toConnection } from "./places.ts";
import { isConversation } from "./websocket/handshake.ts";

/** What a replay has to know of all exchanges before the first is asked for. */
export interface Survey {
  readonly recorded: readonly Recorded[];
  readonly connections: readonly RecordedConnection[];
  /** Whether any exchange went on as a WebSocket that can be replayed. */
  readonly hasConversation: boolean;
}

/**
 * Reads a trace once: an entry of a long one is read anew each time.
 *
 * @throws UserError When it holds no HTTP exchange.
 */
export function surveyTrace({ log: { entries } }: Trace): Survey {
  const read = entries.map((entry, index) => {
    const { method, url, headers } = entry.request;
    const call = toCall(method, url, findHeader(headers, "range"));
    const { startedDateTime, time } = entry;
    return {
      call,
      startedDateTime,
      time,
      connection: toConnection(entry, index + 1),
      hasConversation: isConversation(entry),
    };
  });
  const pairs = numberPairs(listTimes(read));
  const recorded = read.flatMap(({ call, startedDateTime }, index): readonly Recorded[] => {
    if (call === undefined) return [];
    return [
      {
        get entry() {
          return knownAt(entries, index);
        },
        call,
        startedAt: Date.parse(startedDateTime),
        number: index + 1,
        pair: namePair(pairAt(pairs, index)),
      },
    ];
  });
  if (recorded.length === 0)
    throw new UserError("The trace contains no HTTP exchanges to serve.", { hint: "Record the flow again." });
  return {
    recorded,
    connections: read.flatMap(({ connection }) => connection ?? []),
    hasConversation: read.some((one) => one.hasConversation),
  };
}
