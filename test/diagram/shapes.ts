import type { Trace } from "../../src/trace/model/types.ts";
import { aTrace, anEntry } from "../analyze/an-entry.ts";

/** Kinds of traffic that are too large, or too random, to be recorded for the gallery. */
export const SHAPES: Readonly<Record<string, Trace>> = {
  /** Two hundred requests at the same time, with responses in the order of the requests. */
  "parallel-200": aTrace(
    Array.from({ length: 200 }, (_, index) =>
      anEntry({
        url: `http://store/items/${index}`,
        at: index,
        took: 500,
        own: { _client: "crawler", _server: "store" },
      }),
    ),
  ),
  /** Other traffic between the polls: nothing is folded, because a frame would claim that traffic. */
  "interrupted-poll": aTrace(
    ["BUILD", "BUILD", "BUILD", "ACTIVE"].flatMap((status, index) => [
      anEntry({
        url: "http://nova/servers/7",
        at: index * 1000,
        answer: { status },
        own: { _client: "cli", _server: "nova" },
      }),
      anEntry({
        url: `http://log/lines`,
        method: "POST",
        at: index * 1000 + 500,
        own: { _client: "cli", _server: "log" },
      }),
    ]),
  ),
};
