import { type Call, showCall } from "./call.ts";
import type { Recorded } from "./matcher.ts";
import { findNearest } from "./nearest.ts";

/** A request that the trace has no answer for. Holds no value of a query, as a client may send a secret in one. */
export interface ReplayMiss {
  /** Which request to the replay this was, from 1. */
  readonly call: number;
  /** `GET /v2/images?name=…` */
  readonly request: string;
  /** Place in the trace, from 1, of the exchange that is most like it. */
  readonly nearest: number;
  /** Where the two differ: `method`, `origin`, `path`, `query.limit`. */
  readonly differs: readonly string[];
  /** The whole story in one line. */
  readonly message: string;
  /** What the nearest exchange is. */
  readonly hint: string;
}

export function toMiss(number: number, call: Call, recorded: readonly Recorded[]): ReplayMiss {
  const { recorded: nearest, differs } = findNearest(call, recorded);
  const request = showCall(call);
  return {
    call: number,
    request,
    nearest: nearest.number,
    differs,
    message: `No recorded answer for ${request} (call ${number}).`,
    hint: `closest is exchange ${nearest.number}, ${showCall(nearest.call)}; it differs in: ${differs.join(", ")}.`,
  };
}

/** An exchange that switched its protocol: a trace holds how it began, not what was said from then on. */
export function toUpgradeMiss(number: number, call: Call, { entry, number: place }: Recorded): ReplayMiss {
  const request = showCall(call);
  const protocol = entry._upgrade?.protocol ?? "another protocol";
  return {
    call: number,
    request,
    nearest: place,
    differs: [],
    message: `${request} went on as ${protocol}, which a trace does not hold (call ${number}).`,
    hint: `it is exchange ${place}; give the program a ${protocol} server of your own.`,
  };
}

/** An exchange whose answer had a body that the trace only counts: an empty one in its place would be another answer. */
export function toMissingBodyMiss(
  number: number,
  call: Call,
  { found, missing }: { readonly found: Recorded; readonly missing: string },
): ReplayMiss {
  const request = showCall(call);
  return {
    call: number,
    request,
    nearest: found.number,
    differs: [],
    message: `The body that answers ${request} is ${missing} (call ${number}).`,
    hint: `it is exchange ${found.number}; record it again, or export it from the tool with its bodies.`,
  };
}
